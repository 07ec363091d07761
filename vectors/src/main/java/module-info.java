// SPDX-License-Identifier: Apache-2.0
/** Word vectors and the files they come in. */
module dev.lector.vectors {
    requires dev.lector.nn;
    requires ejml.core;
    requires ejml.ddense;
    requires tools.jackson.core;

    exports dev.lector.vectors;
    exports dev.lector.vectors.matrix;
    exports dev.lector.vectors.training;
}
