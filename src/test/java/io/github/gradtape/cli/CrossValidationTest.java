package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.Xor;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.optim.Sgd;
import io.github.gradtape.nn.train.Trainer;
import io.github.gradtape.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

    /** A schedule is as long as a training, and that of a smaller fold is shorter. */
    @Test
    void everyFoldHasATrainerOfItsOwn() {
        DataSet samples = Xor.sample(11, 0.1, new SplittableRandom(1));
        List<DataSet.Split> folds = samples.stratifiedFolds(2, new SplittableRandom(1));
        List<Integer> sizes = new ArrayList<>();
        CrossValidation validation = new CrossValidation(
                Path.of("xor.csv"),
                folds,
                train -> {
                    sizes.add(train.size());
                    return Trainer.of(new Sgd(0.1)).withEpochs(1);
                },
                (task, random) -> Model.initial(new Linear(2, 2), random),
                "sgd");
        StringWriter printed = new StringWriter();
        assertEquals(0, validation.run(new TrainReport(new Lines(new PrintWriter(printed))), new SplittableRandom(1)));
        assertEquals(folds.stream().map(fold -> fold.train().size()).toList(), sizes);
        assertEquals(List.of(5, 6), sizes);
    }

    /** Accuracies of 1, 1/2 and 0, as a step of this rate changes nothing: a variance of (1/4 + 0 + 1/4) / 2. */
    @Test
    void theMeanAndTheStandardDeviationAreThoseOfTheFolds() {
        List<DataSet.Split> folds = Stream.of(new double[] {0, 1}, new double[] {1, 1}, new double[] {1, 0})
                .map(CrossValidationTest::belowAndAboveZero)
                .map(samples -> new DataSet.Split(samples, samples))
                .toList();
        Model aboveZero = Model.of(
                new Sequential(new Linear(1, 2)),
                Map.of("0.weight", Tensor.of(new double[][] {{-1}, {1}}), "0.bias", Tensor.of(0, 0)));
        CrossValidation validation = new CrossValidation(
                Path.of("signs.csv"),
                folds,
                train -> Trainer.of(new Sgd(1e-300)).withEpochs(1),
                (task, random) -> aboveZero,
                "sgd");
        StringWriter printed = new StringWriter();
        assertEquals(0, validation.run(new TrainReport(new Lines(new PrintWriter(printed))), new SplittableRandom(1)));
        List<String> lines = printed.toString().lines().toList();
        assertEquals(
                List.of(
                        "fold  accuracy on what was held out",
                        "   1   100.00 %",
                        "   2    50.00 %",
                        "   3     0.00 %",
                        "mean    50.00 %, standard deviation 50.00"),
                lines.subList(lines.size() - 5, lines.size()));
    }

    private static DataSet belowAndAboveZero(double... labels) {
        return new DataSet("signs", Tensor.of(new double[][] {{-1}, {1}}), Tensor.of(labels), List.of("-", "+"));
    }
}
