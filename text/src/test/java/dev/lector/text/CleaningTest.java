// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CleaningTest {
    private static TextBuffer repaired(String text) {
        TextBuffer in = new TextBuffer();
        TextBuffer out = new TextBuffer();
        in.set(text);
        Cleaning.REPAIR_UTF8.apply(in, out);
        return out;
    }

    @Test
    void doubleEncodedTextIsRepaired() {
        Charset windows = Charset.forName("windows-1252");
        for (String good : new String[] {"café", "naïve – “quoted” €5", "Ελληνικά", "日本語", "smile \ud83d\ude0a!"}) {
            byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
            StringBuilder spoilt = new StringBuilder();
            for (byte each : bytes) {
                String one = new String(new byte[] {each}, windows);
                // What windows-1252 leaves undefined most programs pass on as it is.
                spoilt.append(one.equals("\ufffd") ? String.valueOf((char) (each & 0xff)) : one);
            }
            assertThat(spoilt.toString()).isNotEqualTo(good);
            assertThat(repaired(spoilt.toString())).hasToString(good);
        }
    }

    @Test
    void goodTextStays() {
        for (String good : new String[] {
            "",
            "plain",
            "café",
            "Ångström Ä Ö Ü ß",
            "Âge d’or",
            "Â !",
            "Ã, Ä",
            "日本語",
            "\ud83d\ude0a",
            "Ã",
            "â€",
            "SÃO PAULO"
        }) {
            assertThat(repaired(good)).hasToString(good);
        }
    }

    @Test
    void originsAreThoseOfTheFirstByte() {
        TextBuffer out = repaired("cafÃ©s");
        assertThat(out).hasToString("cafés");
        assertThat(Arrays.copyOf(out.origins, out.length)).containsExactly(0, 1, 2, 3, 5);
    }
}
