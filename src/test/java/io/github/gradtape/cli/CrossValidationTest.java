package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.Xor;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.optim.Sgd;
import io.github.gradtape.nn.train.Trainer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
}
