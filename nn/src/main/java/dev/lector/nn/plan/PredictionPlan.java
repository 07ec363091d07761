// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.nn.kernels.Kernels;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Predictions: forward only, without memory for gradients. Thread-safe. */
public final class PredictionPlan {
    private static final int ROWS_PER_BLOCK = 8;
    /** Samples that are put in order of their length together. */
    private static final int BATCH = 1024;

    private final Program program;
    private final ConcurrentLinkedQueue<Session> sessions = new ConcurrentLinkedQueue<>();

    /** The memory of one call. */
    private static final class Session {
        private final Batch batch;
        private final Workspace workspace;

        private Session(Program program) {
            batch = new Batch(program, ROWS_PER_BLOCK);
            workspace = new Workspace(program);
        }
    }

    /** Prepares a model for predictions; its weights must not change from now on. */
    public PredictionPlan(Model model, Kernels kernels) {
        program = new Program(model, kernels, false, true, ROWS_PER_BLOCK);
        Session session = new Session(program);
        for (int op = 0; op < program.ops.size(); op++) {
            program.prepare(session.workspace, op);
        }
        sessions.add(session);
    }

    /** Predictions, {@code (rows, outputs)}; see {@link dev.lector.nn.Predictor#predict(List, int)}. */
    public float[] predict(List<Samples> inputs, int threads) {
        program.check(inputs);
        int rows = inputs.get(0).rows();
        for (Samples samples : inputs) {
            if (samples.rows() != rows) {
                throw new IllegalArgumentException("All inputs must have the same number of samples. Received: rows="
                        + rows + " and " + samples.rows() + ".");
            }
        }
        float[] out = new float[rows * program.outputs()];
        int batches = (rows + BATCH - 1) / BATCH;
        if (threads == 1 || batches <= 1) {
            for (int batch = 0; batch < batches; batch++) {
                predict(inputs, batch, rows, out);
            }
            return out;
        }
        try (Parallel parallel = new Parallel(threads)) {
            parallel.run(batches, (batch, worker) -> predict(inputs, batch, rows, out));
        }
        return out;
    }

    private void predict(List<Samples> inputs, int number, int rows, float[] out) {
        Session session = sessions.poll();
        if (session == null) {
            session = new Session(program);
        }
        Batch batch = session.batch;
        int from = number * BATCH;
        batch.load(inputs, null, from, Math.min(BATCH, rows - from));
        for (int block = 0; block < batch.blocks(); block++) {
            session.workspace.open(batch, block);
            session.workspace.forward();
        }
        batch.copyPredictions(out, from * program.outputs());
        sessions.add(session);
    }
}
