package io.github.gradtape.cli;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.train.DivergedException;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.nn.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Trains once for every fold of a data set, and measures the model on what was held out. */
record CrossValidation(
        Path file,
        List<DataSet.Split> folds,
        Function<DataSet, Trainer> trainer,
        BiFunction<Task, RandomGenerator, Model> start,
        String settings) {

    /** The exit status. */
    int run(TrainReport out, RandomGenerator random) {
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < folds.size(); k++) {
            Task fold = Task.of(file, folds.get(k));
            Model initial = start.apply(fold, random);
            if (k == 0) {
                out.printHead(fold, initial, settings + ", " + folds.size() + " folds");
                out.lines().print("fold  accuracy on what was held out");
            }
            double accuracy;
            try {
                Model trained =
                        trainer.apply(fold.train()).train(initial, fold.train()).best();
                accuracy = Predictions.of(trained, fold.test()).accuracy();
            } catch (DivergedException e) {
                out.printFailure("fold " + (k + 1) + ", ", e);
                return 1;
            }
            out.lines().print("%4d  %7.2f %%", k + 1, 100 * accuracy);
            sum += accuracy;
            squares += accuracy * accuracy;
        }
        double mean = sum / folds.size();
        double variance = Math.max(0, squares - sum * mean) / (folds.size() - 1);
        out.lines().print("mean  %7.2f %%, standard deviation %.2f", 100 * mean, 100 * Math.sqrt(variance));
        return 0;
    }
}
