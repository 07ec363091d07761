// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each format that is no table: what is found, and that it is chosen by its beginning. */
class ReadersTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static Documents read(String name, byte[] bytes, DocumentOptions options) throws IOException {
        return Documents.read(name, new ByteArrayInputStream(bytes), options);
    }

    private static Documents read(String name, String text) throws IOException {
        return read(name, text.getBytes(StandardCharsets.UTF_8), DocumentOptions.UNLABELLED);
    }

    private static DocumentOptions format(Format format) {
        return DocumentOptions.UNLABELLED.table(ReadOptions.DEFAULT.format(format));
    }

    @Test
    void theVisibleTextOfAPage() throws IOException {
        Document page = read("page.html", """
                        <!DOCTYPE html><html lang="sv" data-x="1"><head><title>A &amp; B</title>
                        <meta name="Description" content="short"><style>p {color: red}</style></head>
                        <body><script>var x = "<p>no</p>";</script><h1>Two
                        words</h1><p>One<b>two</b> &lt;3<br>next</p><!-- no --><p hidden>no</p>
                        <div style="display: none">no</div><ul><li>a<li>b</ul>
                        <table><tr><td>1</td><td>2</td></tr></table><pre>x
                         y</pre><noscript>no</noscript></body></html>
                        """).list().get(0);
        assertThat(page.text()).isEqualTo("Two words\n\nOnetwo <3\nnext\n\na\nb\n\n1 2\n\nx\ny");
        assertThat(page.metadata())
                .containsEntry("title", List.of("A & B"))
                .containsEntry("lang", List.of("sv"))
                .containsEntry("data-x", List.of("1"))
                .containsEntry("description", List.of("short"));
    }

    @Test
    void theCharsetOfAPage() throws IOException {
        String page = "<html><head><meta charset=CHARSET></head><body>Smörgås – äta</body></html>";
        for (String[] each : new String[][] {
            {"iso-8859-1", "windows-1252"}, // browsers' reading of Latin 1
            {"utf-8", "windows-1252"}, // plainly wrong
            {"iso-8859-1", "UTF-8"}, // plainly wrong the other way
            {"utf-8", "UTF-8"},
            {"no-such-charset", "windows-1252"}
        }) {
            byte[] bytes = page.replace("CHARSET", each[0]).getBytes(each[1]);
            assertThat(read("p", bytes, DocumentOptions.UNLABELLED).texts())
                    .as(each[0] + " declared, " + each[1])
                    .containsExactly("Smörgås – äta");
        }
    }

    @Test
    void charsetsByTheirLetters() throws IOException {
        String russian = "Все люди рождаются свободными и равными в своем достоинстве и правах";
        String japanese = "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。";
        String german = "Schöne Grüße aus dem Süden";
        for (String[] each : new String[][] {
            {"windows-1251", russian},
            {"KOI8-R", russian},
            {"UTF-16LE", german},
            {"windows-31j", japanese},
            {"EUC-JP", japanese},
            {"ISO-2022-JP", japanese},
            {"windows-1252", german}
        }) {
            assertThat(read("t", each[1].getBytes(each[0]), format(Format.TEXT)).texts())
                    .as(each[0])
                    .containsExactly(each[1]);
        }
    }

    @Test
    void textsAreNormalizedAndWhole() throws IOException {
        byte[] decomposed = "Cafe\u0301\r\nnext\rlast".getBytes(StandardCharsets.UTF_8);
        assertThat(read("t", decomposed, format(Format.TEXT)).texts()).containsExactly("Café\nnext\nlast");
        assertThat(read("t", decomposed, format(Format.TEXT).nfc(false)).texts())
                .containsExactly("Cafe\u0301\nnext\nlast");
        Documents halves = read("t.jsonl", "{\"text\":\"a\\ud83d b\\ud83d\\ude00\"}\n");
        assertThat(halves.texts()).containsExactly("a\ufffd b\ud83d\ude00");
        assertThat(halves.warnings()).extracting(Warning::kind).containsExactly(Warning.Kind.REPLACED_BYTES);
    }

    @Test
    void xmlByPaths() throws IOException {
        String xml = """
                <?xml version="1.0"?>
                <r:reviews xmlns:r="urn:r"><review stars="5"><title>no</title><text>Good <i>film</i> &amp; cast</text>
                <tag kind="x">fun</tag><tag kind="y">no</tag><tag kind="x">long</tag></review>
                <review stars="1"><text><![CDATA[<bad>]]></text></review></r:reviews>
                """;
        Documents stars = read(
                "r.xml",
                xml.getBytes(StandardCharsets.UTF_8),
                DocumentOptions.LABELLED.text("/reviews/review/text").label("/reviews/review/@stars"));
        assertThat(stars.texts()).containsExactly("Good film & cast", "<bad>");
        assertThat(stars.labels()).containsExactly("5", "1");
        assertThat(stars.list()).extracting(Document::line).containsExactly(2L, 4L);
        Documents tags = read(
                "r.xml",
                xml.getBytes(StandardCharsets.UTF_8),
                DocumentOptions.UNLABELLED.text("review/text").label("review/tag[@kind='x']"));
        assertThat(tags.list()).extracting(Document::labels).containsExactly(List.of("fun", "long"), List.of());
        assertThat(read("r.xml", xml).texts().get(0))
                .startsWith("noGood film & cast")
                .endsWith("<bad>");
        assertThatThrownBy(() -> read(
                        "r.xml",
                        xml.getBytes(StandardCharsets.UTF_8),
                        DocumentOptions.UNLABELLED.text("text").label("x/@y")))
                .hasMessageContaining("must begin with the element that holds both");
    }

    @Test
    void aDeclaredCharsetOfXmlThatIsWrong() throws IOException {
        byte[] xml = "<?xml version='1.0' encoding='UTF-8'?><a>Smörgås</a>".getBytes(WINDOWS);
        assertThat(read("a", xml, DocumentOptions.UNLABELLED).texts()).containsExactly("Smörgås");
        byte[] latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>Smörgås</a>".getBytes(WINDOWS);
        assertThat(read("a", latin, DocumentOptions.UNLABELLED).texts()).containsExactly("Smörgås");
    }

    @Test
    void entitiesDoNotExist() {
        String bomb = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>"
                + "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;'>]><a>&d;</a>";
        assertThatThrownBy(() -> read("bomb.xml", bomb))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("file=bomb.xml, line=1");
        String external = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>x&f;</a>";
        assertThatThrownBy(() -> read("external.xml", external))
                .isInstanceOf(BadInputException.class)
                .hasMessageNotContainingAny("root");
        assertThatThrownBy(() -> read("deep.xml", "<?xml version='1.0'?>" + "<a>".repeat(2_000)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("deeper in one another than 1000");
        assertThatThrownBy(() -> read("cut.xml", "<?xml version='1.0'?>\n<a>\n<b>text</a>"))
                .hasMessageContaining("file=cut.xml, line=3, column=");
    }

    private static final String ALTERNATIVES = """
            From: =?ISO-8859-1?Q?J=F6rg?= <j@example.org>
            To: a@example.org
            Subject: =?UTF-8?B?SMOkbHNuaW5nYXI=?=
             =?UTF-8?Q?_h=C3=A4r?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="out"

            preamble
            --out
            Content-Type: multipart/alternative; boundary="in"

            --in
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Sch=F6ne Gr=FC=DFe, a long=
             line
            --in
            Content-Type: text/html; charset=utf-8

            <p>not this</p>
            --in--
            --out
            Content-Type: application/pdf; name="bill.pdf"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="bill.pdf"

            JVBERi0=
            --out--
            epilogue
            """;

    @Test
    void partsOfAMail() throws IOException {
        Documents documents = read("mail", ALTERNATIVES);
        Document mail = documents.list().get(0);
        assertThat(documents.description()).isEqualTo("Read as mail. Text subject and body, label folder.");
        assertThat(mail.text()).isEqualTo("Hälsningar här\nSchöne Grüße, a long line");
        assertThat(mail.metadata())
                .containsEntry("from", List.of("Jörg <j@example.org>"))
                .containsEntry("attachments", List.of("bill.pdf"));
        assertThat(read("mail", ALTERNATIVES.getBytes(StandardCharsets.UTF_8), DocumentOptions.UNLABELLED.text("body"))
                        .texts())
                .containsExactly("Schöne Grüße, a long line");
        assertThat(read("mail", ALTERNATIVES.replace("\n", "\r\n")).texts()).containsExactly(mail.text());
    }

    @Test
    void mailsAsTheyCome() throws IOException {
        String base64 = Base64.getMimeEncoder()
                .encodeToString("<p>Hej <b>på</b> dig</p><script>no</script>".getBytes(StandardCharsets.UTF_8));
        String html = "From: a\nSubject: s\nContent-Type: text/html; charset=utf-8\n"
                + "Content-Transfer-Encoding: base64\n\n" + base64;
        assertThat(read("html", html).texts()).containsExactly("s\nHej på dig");
        assertThat(read("none", "From: a\nSubject: only a subject\n").texts()).containsExactly("only a subject");
        assertThat(read("cut", ALTERNATIVES.substring(0, 600)).texts()).hasSize(1);
        byte[] wrong = "From: a\nSubject: ö\nContent-Type: text/plain; charset=utf-8\n\nSmörgås".getBytes(WINDOWS);
        assertThat(read("wrong", wrong, DocumentOptions.UNLABELLED).texts()).containsExactly("ö\nSmörgås");
        byte[] unknown = "From: a\nSubject: x\nContent-Type: text/plain; charset=default_charset\n\nSmörgås"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(read("unknown", unknown, DocumentOptions.UNLABELLED).texts()).containsExactly("x\nSmörgås");
        StringBuilder deep = new StringBuilder("From: a\nSubject: deep\n");
        for (int i = 0; i < 5_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        assertThatThrownBy(() -> read("deep", deep.toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("deeper in one another than 50");
    }

    @Test
    void mailsOfAnMbox() throws IOException {
        String mbox =
                "From a@b Mon Jan  1 10:00:00 2001\nFrom: a\nSubject: one\n\nbody\n>From the start\nFrom here on\n\n"
                        + "From here, too, at 10:00 in 2001 but inside\n\n"
                        + "From c@d Mon Jan  1 10:00:00 2001\nFrom: c\nSubject: two\n\nlast\n";
        // What looks like the line of an mbox behind an empty line begins a mail; other lines do not.
        Documents mails = read("box", mbox.replace("10:00 in 2001 but", "ten"));
        assertThat(mails.texts())
                .containsExactly(
                        "one\nbody\nFrom the start\nFrom here on\n\nFrom here, too, at ten inside", "two\nlast");
        assertThat(mails.list()).extracting(Document::line).containsExactly(1L, 11L);
        assertThat(mails.description()).startsWith("Read as mbox");
        assertThatThrownBy(() -> read("box", "x\n".getBytes(StandardCharsets.UTF_8), format(Format.MBOX)))
                .hasMessageContaining("must begin with a line 'From SENDER DATE'");
    }

    private static String story(String lewis, String cgi, String topics, String list, String text) {
        return "<REUTERS TOPICS=\"" + topics + "\" LEWISSPLIT=\"" + lewis + "\" CGISPLIT=\"" + cgi
                + "\" OLDID=\"1\" NEWID=\"7\">\n<DATE> 1-JAN-1999</DATE>\n<TOPICS>" + list
                + "</TOPICS>\n<PLACES><D>sweden</D></PLACES>\n<UNKNOWN>\n&#5;&#5;C</UNKNOWN>\n" + text
                + "\n</REUTERS>\n";
    }

    @Test
    void reuters21578() throws IOException {
        String text =
                "<TEXT>&#2;\n<TITLE>MILK &lt;MLK> UP</TITLE>\n<DATELINE>    UMEA, Jan 1 - </DATELINE><BODY>Prices rose.\n"
                        + " Reuter\n&#3;</BODY></TEXT>";
        String file = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
                + story("TRAIN", "TRAINING-SET", "YES", "<D>milk</D><D>acq</D>", text)
                + story("TEST", "TRAINING-SET", "NO", "", "<TEXT TYPE=\"UNPROC\">&#2;\nRAW STORY\n&#3;</TEXT>")
                + story("NOT-USED", "PUBLISHED-TESTSET", "YES", "<D>milk</D>", text);
        Documents stories = read("r", file);
        assertThat(stories.description()).startsWith("Read as Reuters-21578. Text title and body, label topics.");
        assertThat(stories.list())
                .extracting(Document::labels)
                .containsExactly(List.of("milk", "acq"), List.of(), List.of("milk"));
        assertThat(stories.texts().get(0)).isEqualTo("MILK <MLK> UP\nPrices rose.\n Reuter");
        assertThat(stories.texts().get(1)).isEqualTo("RAW STORY");
        assertThat(stories.list().get(0).metadata())
                .containsEntry("places", List.of("sweden"))
                .containsEntry("dateline", List.of("UMEA, Jan 1 -"))
                .containsEntry("newid", List.of("7"));
        assertThat(stories.parts()).isEqualTo(Map.of("train", 1, "unused", 2));
        for (Map.Entry<ReutersSplit, Map<String, Integer>> each : Map.of(
                        ReutersSplit.MOD_LEWIS, Map.of("train", 1, "test", 1, "unused", 1),
                        ReutersSplit.MOD_HAYES, Map.of("train", 2, "test", 1))
                .entrySet()) {
            DocumentOptions options = DocumentOptions.UNLABELLED.table(ReadOptions.DEFAULT.split(each.getKey()));
            assertThat(read("r", file.getBytes(StandardCharsets.UTF_8), options).parts())
                    .isEqualTo(each.getValue());
        }
        assertThatThrownBy(() -> read("r", file.getBytes(StandardCharsets.UTF_8), DocumentOptions.LABELLED))
                .hasMessageStartingWith("A document must have one label. Received: file=r, line=2, label field=topics,"
                        + " labels=[milk, acq].");
        Documents single = read(
                "r",
                file.getBytes(StandardCharsets.UTF_8),
                DocumentOptions.LABELLED.table(ReadOptions.DEFAULT.policy(Policy.SKIP)));
        assertThat(single.labels()).containsExactly("milk");
        assertThat(single.skippedRows()).isEqualTo(2);
        assertThat(read("r", file.getBytes(StandardCharsets.UTF_8), DocumentOptions.LABELLED.label("places"))
                        .labels())
                .containsExactly("sweden", "sweden", "sweden");
        assertThatThrownBy(() -> read("r", file.substring(0, file.length() - 5)))
                .hasMessageContaining("must end with");
    }

    /** A story of the kind that the course shows, made up. */
    static final String NEWSITEM = """
            <?xml version="1.0" encoding="iso-8859-1" ?>
            <newsitem itemid="1" id="root" date="1999-01-04" xml:lang="en">
            <title>SWEDEN: Dairy shares jump; sale of company weighed.</title>
            <headline>Dairy shares jump; sale of company weighed.</headline>
            <dateline>UMEÅ</dateline>
            <text>
            <p>Shares of a dairy jumped on Monday after it said that it
            weighs a sale.</p>
            <p>Mjölk &amp; Co. advises it.</p>
            </text>
            <metadata>
            <codes class="bip:countries:1.0"><code code="SWED"/></codes>
            <codes class="bip:topics:1.0"><code code="C152"><editdetail/></code><code code="C181"/></codes>
            <dc element="dc.publisher" value="nobody"/>
            </metadata>
            </newsitem>
            """;

    @Test
    void rcv1() throws IOException {
        Documents documents = read("1.xml", NEWSITEM.getBytes(WINDOWS), DocumentOptions.UNLABELLED);
        Document story = documents.list().get(0);
        assertThat(documents.description()).startsWith("Read as Reuters RCV1. Text headline and text, label topics.");
        assertThat(story.labels()).containsExactly("CCAT", "C15", "C152", "C18", "C181");
        assertThat(story.text())
                .isEqualTo(
                        "Dairy shares jump; sale of company weighed.\nShares of a dairy jumped on Monday after it said"
                                + " that it\nweighs a sale.\nMjölk & Co. advises it.");
        assertThat(story.metadata())
                .containsEntry("countries", List.of("SWED"))
                .containsEntry("dateline", List.of("UMEÅ"))
                .containsEntry("lang", List.of("en"));
        assertThat(Rcv1Topics.codes()).hasSize(103);
        assertThat(Rcv1Topics.name("C152")).isEqualTo("COMMENT/FORECASTS");
        assertThat(Rcv1Topics.withParents(List.of("C1511"))).containsExactly("CCAT", "C15", "C151", "C1511");
        assertThat(Rcv1Topics.parent("GSPO")).isEqualTo("GCAT");
        assertThat(Rcv1Topics.parent("MCAT")).isNull();
        assertThat(Rcv1Topics.codes().stream().filter(code -> Rcv1Topics.parent(code) == null))
                .containsExactly("CCAT", "ECAT", "GCAT", "MCAT");
    }

    @Test
    void conllColumns() throws IOException {
        Documents documents = read("ner", """
                        -DOCSTART- -X- O O

                        Ume\u00e5 NNP I-NP I-LOC
                        wins VBZ I-VP O

                        Again RB I-NP O
                        """);
        assertThat(documents.texts()).containsExactly("Umeå wins", "Again");
        assertThat(documents.list().get(0).metadata())
                .containsEntry("words", List.of("Umeå", "wins"))
                .containsEntry("column4", List.of("I-LOC", "O"))
                .containsEntry("document", List.of("1"));
        assertThat(read("ner", "Ume\u00e5 NNP I-LOC\nwins VBZ O\n\nAgain RB O\n")
                        .texts())
                .containsExactly("Umeå wins", "Again");
        String uneven = "a DT O\nb NN\n\nc NN O\nd NN O\n";
        assertThatThrownBy(() -> read("ner", uneven.getBytes(StandardCharsets.UTF_8), format(Format.CONLL)))
                .hasMessageContaining("line=2, columns=2, expected=3");
        DocumentOptions skip = DocumentOptions.UNLABELLED.table(
                ReadOptions.DEFAULT.format(Format.CONLL).policy(Policy.SKIP));
        Documents rest = read("ner", uneven.getBytes(StandardCharsets.UTF_8), skip);
        assertThat(rest.texts()).containsExactly("c d");
        assertThat(rest.skippedRows()).isEqualTo(1);
    }

    @Test
    void conllU() throws IOException {
        String rest = "\tl\tNOUN\tNN\t_\t0\troot\t_\t_\n";
        Documents documents = read(
                "a.conllu",
                "# newdoc id = d\n# sent_id = s1\n# text = Det's it\n1-2\tDet's" + rest + "1\tDet" + rest + "2\t's"
                        + rest + "2.1\tghost" + rest + "3\tit" + rest + "\n# sent_id = s2\n1\tTwo" + rest + "2\twords"
                        + rest);
        assertThat(documents.texts()).containsExactly("Det's it", "Two words");
        assertThat(documents.list().get(0).metadata())
                .containsEntry("sent_id", List.of("s1"))
                .containsEntry("words", List.of("Det", "'s", "it"))
                .containsEntry("upos", List.of("NOUN", "NOUN", "NOUN"))
                .containsEntry("multiword", List.of("Det's"));
    }

    @Test
    void severalLabelsInATable() throws IOException {
        Documents json =
                read("t.jsonl", "{\"text\":\"a\",\"label\":[\"x\",\"y\"]}\n{\"text\":\"b\",\"label\":\"z\"}\n");
        assertThat(json.list()).extracting(Document::labels).containsExactly(List.of("x", "y"), List.of("z"));
        assertThatThrownBy(json::labels)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[x, y]");
        Documents csv = read(
                "t.csv",
                "label,text\nx|y,a\nz,b\n".getBytes(StandardCharsets.UTF_8),
                DocumentOptions.UNLABELLED.labelSeparator('|'));
        assertThat(csv.list()).extracting(Document::labels).containsExactly(List.of("x", "y"), List.of("z"));
    }
}
