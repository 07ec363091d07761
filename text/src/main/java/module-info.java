// SPDX-License-Identifier: Apache-2.0
/** From files to documents, from documents to tokens, ids and bags. */
module dev.lector.text {
    requires apache.mime4j.core;
    requires com.ibm.icu;
    requires de.siegmar.fastcsv;
    requires java.xml;
    requires org.apache.commons.compress;
    requires org.apache.opennlp.tools;
    requires org.jsoup;
    requires tools.jackson.core;

    exports dev.lector.text;
    exports dev.lector.text.data;
}
