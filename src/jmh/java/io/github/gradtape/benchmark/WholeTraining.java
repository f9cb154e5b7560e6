package io.github.gradtape.benchmark;

/** A training of as many steps as are asked for. */
final class WholeTraining {

    private WholeTraining() {}

    /** The workload, and the number of steps. */
    public static void main(String[] args) {
        EngineNetwork network = new EngineNetwork(Workload.valueOf(args[0]));
        double loss = Double.NaN;
        for (int step = 0; step < Integer.parseInt(args[1]); step++) {
            loss = network.step();
        }
        System.out.println(loss);
    }
}
