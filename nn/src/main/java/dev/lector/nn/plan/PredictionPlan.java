// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.nn.kernels.Kernels;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Predictions: forward only, without memory for gradients. Thread-safe. */
public final class PredictionPlan {
    /** Most samples that are put in order of their length together, by one thread: a thousand are work for several. */
    private static final int MOST = 128;
    /** Fewest, where there are more: below, starting another thread costs more than it saves. */
    private static final int FEWEST = 16;

    private final Program program;
    /** The same for all predictions; null where texts share none. */
    private final SharedPadding padding;

    private final ConcurrentLinkedQueue<Session> sessions = new ConcurrentLinkedQueue<>();

    /** The memory of one call. */
    static final class Session {
        private final Batch batch;
        private final Workspace workspace;

        private Session(Program program, SharedPadding padding) {
            batch = new Batch(program);
            workspace = new Workspace(program);
            workspace.padding = padding;
        }

        void resetStates() {
            batch.resetStates();
        }
    }

    /**
     * Prepares a model for predictions; its weights must not change from now on.
     *
     * @param tableBytes see {@link dev.lector.nn.Predictor#of(Model, Kernels, long)}
     */
    public PredictionPlan(Model model, Kernels kernels, long tableBytes) {
        program = Program.forPredictions(model, kernels, tableBytes);
        padding = SharedPadding.of(program);
        Session session = new Session(program, padding);
        for (int op = 0; op < program.ops.size(); op++) {
            program.prepare(session.workspace, op);
        }
        if (padding != null) {
            padding.forwardForAll(session.batch);
        }
        sessions.add(session);
    }

    /** See {@link dev.lector.nn.Predictor#session}. */
    public PredictionSession session() {
        return new PredictionSession(this, new Session(program, padding));
    }

    /** All rows as one batch, which goes on with the states in this memory; {@code (rows, values)} for each output. */
    float[][] predict(List<Samples> inputs, Session memory) {
        int rows = rows(inputs);
        float[][] out = outputs(rows);
        predict(memory, inputs, 0, rows, out);
        return out;
    }

    /** Predictions, {@code (rows, values)} for each output; see {@link dev.lector.nn.Predictor#predictAll}. */
    public float[][] predict(List<Samples> inputs, int threads) {
        int rows = rows(inputs);
        float[][] out = outputs(rows);
        // By the rows alone, so that results do not hang on the threads.
        int size = Math.min(MOST, Math.max(FEWEST, (rows + 1) / 2));
        int batches = (rows + size - 1) / size;
        if (threads == 1 || batches <= 1) {
            for (int batch = 0; batch < batches; batch++) {
                predict(inputs, batch * size, Math.min(size, rows - batch * size), out);
            }
            return out;
        }
        try (Parallel parallel = new Parallel(threads)) {
            parallel.run(
                    batches,
                    (batch, worker) -> predict(inputs, batch * size, Math.min(size, rows - batch * size), out));
        }
        return out;
    }

    private int rows(List<Samples> inputs) {
        program.check(inputs);
        int rows = inputs.get(0).rows();
        for (Samples samples : inputs) {
            if (samples.rows() != rows) {
                throw new IllegalArgumentException("All inputs must have the same number of samples. Received: rows="
                        + rows + " and " + samples.rows() + ".");
            }
        }
        return rows;
    }

    /** For those who want one array. */
    public void checkOneOutput() {
        if (program.outputCount() != 1) {
            throw new IllegalArgumentException("One array holds the predictions of one output. Received: outputs="
                    + program.model.outputs().stream().map(program.model::name).toList() + ". Use predictAll.");
        }
    }

    private float[][] outputs(int rows) {
        float[][] out = new float[program.outputCount()][];
        for (int o = 0; o < out.length; o++) {
            out[o] = new float[rows * program.width(o)];
        }
        return out;
    }

    private void predict(List<Samples> inputs, int from, int rows, float[][] out) {
        Session session = sessions.poll();
        if (session == null) {
            session = new Session(program, padding);
        }
        session.resetStates();
        predict(session, inputs, from, rows, out);
        sessions.add(session);
    }

    private void predict(Session session, List<Samples> inputs, int from, int rows, float[][] out) {
        Batch batch = session.batch;
        batch.load(inputs, null, from, rows);
        for (int block = 0; block < batch.blocks(); block++) {
            session.workspace.open(batch, block);
            session.workspace.forward();
        }
        for (int o = 0; o < out.length; o++) {
            batch.copyPredictions(o, out[o], from * program.width(o));
        }
    }
}
