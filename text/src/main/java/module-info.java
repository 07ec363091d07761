// SPDX-License-Identifier: Apache-2.0
/** From files to documents, from documents to tokens, ids and bags. */
module dev.lector.text {
    requires de.siegmar.fastcsv;
    requires tools.jackson.core;

    exports dev.lector.text;
    exports dev.lector.text.data;
}
