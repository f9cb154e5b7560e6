package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.nn.optim.Adam;
import io.github.gradtape.nn.optim.AdamW;
import io.github.gradtape.nn.optim.Optimizer;
import io.github.gradtape.nn.optim.RmsProp;
import io.github.gradtape.nn.optim.Schedule;
import io.github.gradtape.nn.optim.Sgd;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StepOptionsTest {

    private static final int STEPS = 7;

    private static Optimizer optimizer(String options) {
        StepOptions step = new StepOptions();
        new CommandLine(step).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options.split(" "));
        return step.optimizer(STEPS);
    }

    @Test
    void everySettingReachesTheOptimizer() {
        Schedule rate = Schedule.constant(0.5);
        assertEquals(
                new Sgd(rate, 0.75, false, 0.25), optimizer("--optimizer sgd --rate 0.5 --momentum 0.75 --decay 0.25"));
        assertEquals(
                new RmsProp(rate, 0.99, 1e-8, 0.75, 0.25),
                optimizer("--optimizer rmsprop --rate 0.5 --momentum 0.75 --decay 0.25"));
        assertEquals(new Adam(rate, 0.9, 0.999, 1e-8, 0.25), optimizer("--optimizer adam --rate 0.5 --decay 0.25"));
        assertEquals(new AdamW(rate, 0.9, 0.999, 1e-8, 0.25), optimizer("--optimizer adamw --rate 0.5 --decay 0.25"));
    }

    @Test
    void aCosineFallsOverAllSteps() {
        assertEquals(new Sgd(Schedule.cosine(0.5, 0, STEPS)), optimizer("--rate 0.5 --schedule cosine"));
    }

    @Test
    void everyOptimizerHasItsUsualRate() {
        assertEquals(new Sgd(0.1), optimizer("--optimizer sgd"));
        assertEquals(new Adam(0.001), optimizer("--optimizer adam"));
        assertEquals(new AdamW(0.001, 0), optimizer("--optimizer adamw"));
        assertEquals(new RmsProp(0.001), optimizer("--optimizer rmsprop"));
    }
}
