// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
    @TempDir
    Path folder;

    @Test
    void bytesThatLectorDoesNotKnowAreRefusedAndLeaveNothing() throws Exception {
        Path cache = folder.resolve("cache");
        Fetcher fetcher = new Fetcher(
                cache,
                (source, into) -> Files.writeString(into.resolve("x.tgz"), "other bytes", StandardCharsets.UTF_8));
        assertThatThrownBy(() -> fetcher.fetch(ExampleData.REVIEWS, part -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The package's bytes must be those that Lector knows. Received:");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aFaultInTheMiddleLeavesNothing() {
        Path cache = folder.resolve("cache");
        Fetcher fetcher = new Fetcher(cache, (source, into) -> {
            Files.writeString(into.resolve("half.tgz"), "half", StandardCharsets.UTF_8);
            throw new IOException("cable pulled");
        });
        assertThatThrownBy(() -> fetcher.fetch(ExampleData.UDHR, part -> {})).hasMessage("cable pulled");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void whatTheCacheHasIsNotFetchedAgain() throws Exception {
        Fetcher fetcher = new Fetcher(folder, (source, into) -> {
            throw new AssertionError("fetched");
        });
        Path target = fetcher.target(ExampleData.REVIEWS);
        Files.createDirectories(target.getParent());
        Files.writeString(target, "label,text,source\n", StandardCharsets.UTF_8);
        assertThat(fetcher.fetch(ExampleData.REVIEWS, part -> {})).isEqualTo(target);
    }

    @Test
    void abandonedFoldersAreSweptAndFreshOnesAreLeft() throws Exception {
        Path old = Files.createDirectories(folder.resolve(".part-old"));
        Path fresh = Files.createDirectories(folder.resolve(".part-fresh"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        Fetcher fetcher = new Fetcher(folder, (source, into) -> {
            throw new IOException("no");
        });
        assertThatThrownBy(() -> fetcher.fetch(ExampleData.SPAM, part -> {})).hasMessage("no");
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void withoutNpmTheMessageSaysWhatToInstallAndHowToGoOnWithout() {
        assertThatThrownBy(() -> new Npm(() -> {}, List.of("no-such-npm")).archive("sentiment@5.0.2", folder))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("Example data come through the npm client\\. Received: .+\\. Install it .*\\.")
                .hasMessageContaining("lector train FILE.csv");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatNpmSaysIsShown() throws Exception {
        Path npm = folder.resolve("npm");
        Files.writeString(npm, "#!/bin/sh\necho 'npm error code E404'\nexit 1\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> new Npm(() -> {}, List.of(npm.toString())).archive("sentiment@5.0.2", folder))
                .hasMessageContaining("code E404")
                .hasMessageContaining("exit status 1");
    }

    @Test
    void reviewsAreConvertedWithoutTheEmptyElementAtTheEnd() throws Exception {
        assertThat(converted(
                        new Reviews(),
                        "package/test/fixtures/imdb.json",
                        "[{\"text\":\"A \\\"fine\\\", film  \",\"class\":1},{\"text\":\"Dull\",\"class\":0},"
                                + "{\"text\":\"\",\"class\":null}]"))
                .isEqualTo("label,text,source\npositive,\"A \"\"fine\"\", film\",imdb\nnegative,Dull,imdb\n");
        assertThat(new Reviews().wants("package/test/fixtures/yelp.json")).isTrue();
        assertThat(new Reviews().wants("package/test/fixtures/corpus.js")).isFalse();
    }

    @Test
    void mailsKeepSubjectAndBodyAndLoseTheHeadersThatGiveTheAnswerAway() throws Exception {
        byte[] mail = ("From x\nList-Id: ham\nSUBJECT: =?iso-8859-1?q?Caf=E9?=\nMIME-Version: 1.0\n"
                        + "Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n"
                        + "\nBody, =93one=94\nBody tw=\no\n")
                .getBytes(StandardCharsets.US_ASCII);
        StringWriter to = new StringWriter();
        new Mails().convert("package/data/hard-ham-1/7.abc.txt", new ByteArrayInputStream(mail), to);
        assertThat(to).hasToString("ham,\"Caf\u00e9\nBody, \u201cone\u201d\nBody two\",hard-ham-1/7.abc.txt\n");
        assertThat(new Mails().wants("package/data/spam-2/7.abc.txt")).isTrue();
        assertThat(new Mails().wants("package/data/spam-2/7.abc.json")).isFalse();
    }

    @Test
    void declarationsBecomeParagraphs() throws Exception {
        assertThat(converted(
                        new Declarations(),
                        "package/declaration/zul.html",
                        "<html data-code=\"zul\" dir=\"ltr\" lang=\"zu\">\n<h1>T</h1>\n<p>A &#x26; b</p>\n<p>c</p>"))
                .isEqualTo("label,text,source\nzu,A & b,declaration/zul.html\nzu,c,declaration/zul.html\n");
    }

    @Test
    void wordVectorsBecomeLinesOfText() throws Exception {
        String numbers = "0.25,".repeat(99) + "-1.5";
        assertThat(converted(
                        new WordVectors(),
                        "package/x.json",
                        "{\"precision\":8,\"words\":[\"the\"],\"vectors\":{\"the\":[" + numbers
                                + ",5.3,0]},\"unkVector\":[1]}"))
                .isEqualTo("the " + numbers.replace(',', ' ') + "\n");
    }

    @Test
    void theCacheIsWhereTheSystemHasIt() {
        Path home = folder;
        assertThat(Cache.folder(Map.of("LECTOR_CACHE", folder + "/own"), "Linux", home))
                .isEqualTo(folder.resolve("own"));
        assertThat(Cache.folder(Map.of(), "Linux", home)).isEqualTo(home.resolve(".cache/lector"));
        assertThat(Cache.folder(Map.of("XDG_CACHE_HOME", "relative"), "Linux", home))
                .isEqualTo(home.resolve(".cache/lector"));
        assertThat(Cache.folder(Map.of("XDG_CACHE_HOME", folder + "/x"), "Linux", home))
                .isEqualTo(folder.resolve("x/lector"));
        assertThat(Cache.folder(Map.of(), "Mac OS X", home)).isEqualTo(home.resolve("Library/Caches/lector"));
        assertThat(Cache.folder(Map.of("LOCALAPPDATA", folder + "/local"), "Windows 11", home))
                .isEqualTo(folder.resolve("local/lector"));
    }

    private static String converted(Converter converter, String path, String text) throws IOException {
        StringWriter to = new StringWriter();
        converter.begin(to);
        assertThat(converter.wants(path)).isTrue();
        converter.convert(path, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), to);
        return to.toString();
    }
}
