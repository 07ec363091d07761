// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What a fresh process needs from its start to its first answer: a network with random weights, one text. */
final class FirstAnswer {
    private FirstAnswer() {}

    /**
     * The child process: builds the network and prints one probability.
     *
     * @param args contestant, network, threads
     */
    public static void main(String[] args) {
        Network network = Network.of(args[1]);
        int threads = Integer.parseInt(args[2]);
        int[] ids = new int[network.steps()];
        for (int i = ids.length / 2; i < ids.length; i++) {
            ids[i] = i;
        }
        try (Contestant.Session session = Contestants.of(args[0], threads).open(network, 32, threads, 1)) {
            System.out.println(session.probability(ids));
        }
    }

    /** Starts a child with this process's Java, class path and options; milliseconds to its first line. */
    static double milliseconds(String contestant, Network network, int threads)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstAnswer.class.getName()));
        command.addAll(List.of(contestant, network.label(), Integer.toString(threads)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process child = builder.start();
        String line;
        double taken;
        try (BufferedReader reader = child.inputReader()) {
            line = reader.readLine();
            taken = (System.nanoTime() - start) * 1e-6;
        }
        int status = child.waitFor();
        if (line == null || status != 0) {
            throw new IllegalStateException("A fresh process must answer. Received: status=" + status + ", answer="
                    + line + ". Run it by hand: " + String.join(" ", command));
        }
        return taken;
    }
}
