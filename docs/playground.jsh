// A JShell session with the engine, its checks and its pictures imported: jshell --class-path target/classes docs/playground.jsh

import static io.github.gradtape.ops.Ops.*;
import static io.github.gradtape.tape.Derivatives.*;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.data.*;
import io.github.gradtape.gradcheck.*;
import io.github.gradtape.ops.*;
import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import io.github.gradtape.viz.*;

System.out.println("""
        gradtape is imported. Try
          grad(x -> sum(square(x))).at(Tensor.of(3, 4))
          hessian(z -> softmaxCrossEntropy(z, constant(Tensor.of(0, 1, 0)))).at(Tensor.of(-1, -1, 1))
          GradientCheck.of(x -> softmax(x, 0)).check(Tensor.of(-1, 0.5, 2))""");
