// SPDX-License-Identifier: Apache-2.0
/** The engine: shapes, kernels, layers, models, optimizers, training and weights files. JDK only. */
module dev.lector.nn {
    requires static jdk.incubator.vector;

    exports dev.lector.nn;
    exports dev.lector.nn.kernels;
    exports dev.lector.nn.layers;
    exports dev.lector.nn.records to
            dev.lector.vectors;
    exports dev.lector.nn.train;
}
