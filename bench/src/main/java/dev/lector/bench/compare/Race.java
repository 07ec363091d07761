// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.bench.WarmUp;
import dev.lector.nn.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All contestants at one job: opened, warmed up, then rounds in turns. */
final class Race {
    /** Seconds of a piece of the warm-up. */
    private static final double WARM_UP = 2;

    /** In rounds, which may be so short that nothing is to be measured. */
    private static final double LONGEST_PIECE = 2;

    /** A round with a busy neighbour is repeated at most so often. */
    private static final int MOST_EXTRA = 1;

    /**
     * How long it takes.
     *
     * @param seconds of a round
     * @param repeat rounds of each contestant
     * @param idle seconds to wait at most before a round for other processes to be idle
     */
    record Patience(double seconds, int repeat, double idle) {}

    private final Task task;
    private final Contestant.Job job;
    private final Patience patience;
    private final double peakGigaflops;
    private final List<Entrant> entrants = new ArrayList<>();

    Race(Task task, Contestant.Job job, Patience patience, double peakGigaflops) {
        this.task = task;
        this.job = job;
        this.patience = patience;
        this.peakGigaflops = peakGigaflops;
    }

    /** One contestant in the race. */
    private static final class Entrant {
        final String name;
        final Contestant.Session session;
        final Figures figures = new Figures();
        final Figures high = new Figures();
        String proof = "";

        Entrant(String name, Contestant.Session session) {
            this.name = name;
            this.session = session;
        }
    }

    /** Runs it. */
    Report.Cell run(Map<String, Contestant> contestants) throws IOException {
        try {
            for (Map.Entry<String, Contestant> entry : contestants.entrySet()) {
                entrants.add(new Entrant(entry.getKey(), entry.getValue().open(task, job)));
            }
            for (Entrant entrant : entrants) {
                warmUp(entrant);
            }
            for (int round = 0; more(round); round++) {
                for (Entrant entrant : entrants) {
                    Machine.awaitQuiet(patience.idle());
                    round(entrant);
                }
            }
            return cell();
        } finally {
            for (Entrant entrant : entrants) {
                entrant.session.close();
            }
        }
    }

    private void warmUp(Entrant entrant) throws IOException {
        double half = patience.seconds() / 2;
        if (job.kind() == Contestant.Kind.TRAIN) {
            entrant.proof = entrant.session.prove(half).check(entrant.name, task.network());
        }
        double piece = Math.max(half, Math.min(WARM_UP, LONGEST_PIECE * patience.seconds()));
        WarmUp.untilNoFaster(() -> {
            Contestant.Sprint sprint = run(entrant.session, piece);
            return job.kind() == Contestant.Kind.ANSWER ? 1 / sprint.seconds() : sprint.texts() / sprint.seconds();
        });
    }

    private Contestant.Sprint run(Contestant.Session session, double seconds) throws IOException {
        return switch (job.kind()) {
            case TRAIN -> session.train(seconds);
            case PREDICT -> session.predict(seconds);
            case ANSWER -> new Contestant.Sprint(0, session.answer(seconds).median());
        };
    }

    private void round(Entrant entrant) throws IOException {
        double others = Machine.secondsOfOthers();
        long begin = System.nanoTime();
        Contestant.Latency latency = null;
        Contestant.Sprint sprint = null;
        if (job.kind() == Contestant.Kind.ANSWER) {
            latency = entrant.session.answer(patience.seconds());
        } else {
            sprint = run(entrant.session, patience.seconds());
        }
        double taken = (System.nanoTime() - begin) * 1e-9;
        double share = Math.max(0, Machine.secondsOfOthers() - others) / taken;
        entrant.figures.add(latency == null ? sprint.texts() / sprint.seconds() : 1e6 / latency.median(), share);
        if (latency != null) {
            entrant.high.add(latency.p99(), share);
        }
    }

    /** True until every contestant has its quiet rounds, or patience ends. */
    private boolean more(int round) {
        return round < patience.repeat()
                || (round < patience.repeat() * (1 + MOST_EXTRA)
                        && entrants.stream().anyMatch(own -> own.figures.quietRounds() < patience.repeat()));
    }

    private Report.Cell cell() {
        Model model = task.model(Task.SEED);
        boolean trains = job.kind() == Contestant.Kind.TRAIN;
        long operations = trains ? Operations.training(model) : Operations.forward(model);
        Function<Entrant, Report.Speed> speed = entrant -> {
            double gigaflops = entrant.figures.median() * operations * 1e-9;
            return new Report.Speed(
                    entrant.figures.median(),
                    job.kind() == Contestant.Kind.ANSWER ? entrant.high.median() : 0,
                    gigaflops,
                    gigaflops / peakGigaflops,
                    entrant.session.mode(),
                    entrant.proof,
                    entrant.figures.rounds());
        };
        Map<String, Report.Speed> speeds = new LinkedHashMap<>();
        entrants.forEach(entrant -> speeds.put(entrant.name, speed.apply(entrant)));
        return new Report.Cell(task.network().label(), job.kind(), job.batch(), job.threads(), operations, speeds);
    }
}
