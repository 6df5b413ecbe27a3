package main

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// pictureFile is the picture of a terminal that the README shows.
const pictureFile = "../../examples/terminal.svg"

// pictureScript is what is typed in it.
var pictureScript = []string{
	"edgeproxy lint examples/scaffold.json",
	"edgeproxy apply --proxy-url http://proxy.example.com:3128 -w examples/scaffold.json",
	"edgeproxy lint examples/scaffold.json",
}

// TestPicture makes the picture from what the program prints, and holds the
// one in the repository to it. With -update it is written anew.
func TestPicture(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "examples"), os.DirFS("../../examples")); err != nil {
		t.Fatal(err)
	}
	bin := buildTool(t)
	var lines []string
	for _, command := range pictureScript {
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		cmd.Env = cleanEnv("FORCE_COLOR=1", "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, _ := cmd.CombinedOutput() // the first lint fails, as it should
		lines = append(lines, "\x1b[1m$ "+command+"\x1b[0m")
		for line := range strings.SplitSeq(strings.TrimRight(string(out), "\n"), "\n") {
			lines = append(lines, fold(line, pictureColumns)...)
		}
		lines = append(lines, "")
	}
	got := svg(lines[:len(lines)-1])
	if *update {
		if err := os.WriteFile(pictureFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(pictureFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not what the program prints: run go test ./cmd/edgeproxy -run Picture -update", pictureFile)
	}
}

const (
	pictureColumns = 110
	charWidth      = 7.8 // pixels, of a 13 pixel monospace font
	lineHeight     = 18
)

var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// fold breaks a line at blanks, so that it fits the picture. Escape sequences
// take no room.
func fold(line string, columns int) []string {
	var out []string
	current, used := "", 0
	for i, word := range strings.Split(line, " ") {
		size := utf8.RuneCountInString(sgr.ReplaceAllString(word, ""))
		if i > 0 && used+1+size > columns {
			out = append(out, current)
			current, used = "    ", 4
		} else if i > 0 {
			current, used = current+" ", used+1
		}
		current, used = current+word, used+size
	}
	return append(out, current)
}

// svg draws lines with ANSI colours as a terminal window.
func svg(lines []string) string {
	var b strings.Builder
	width, height := int(pictureColumns*charWidth)+32, len(lines)*lineHeight+32
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-label="edgeproxy in a terminal">`+"\n", width, height, width, height)
	b.WriteString(`<rect width="100%" height="100%" rx="8" fill="#1e1e2e"/>` + "\n")
	b.WriteString(`<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="#cdd6f4">` + "\n")
	for i, line := range lines {
		fmt.Fprintf(&b, `<text x="16" y="%d">%s</text>`+"\n", 30+i*lineHeight, spans(line))
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// spans turns the colours of a line into tspan elements.
func spans(line string) string {
	var b strings.Builder
	style, done := "", 0
	flush := func(end int) {
		// Browsers fold blanks in SVG whatever xml:space says.
		text := strings.ReplaceAll(html.EscapeString(line[done:end]), " ", "\u00a0")
		if text != "" && style != "" {
			text = "<tspan " + style + ">" + text + "</tspan>"
		}
		b.WriteString(text)
	}
	for _, m := range sgr.FindAllStringIndex(line, -1) {
		flush(m[0])
		style, done = styleOf(line[m[0]+2:m[1]-1]), m[1]
	}
	flush(len(line))
	return b.String()
}

// styleOf is the look of a list of SGR codes.
func styleOf(codes string) string {
	looks := map[string]string{
		"1": `font-weight="bold"`, "2": `opacity="0.6"`,
		"31": `fill="#f38ba8"`, "32": `fill="#a6e3a1"`, "33": `fill="#f9e2af"`, "34": `fill="#89b4fa"`, "35": `fill="#cba6f7"`, "36": `fill="#94e2d5"`,
	}
	var parts []string
	for code := range strings.SplitSeq(codes, ";") {
		if look, ok := looks[strings.TrimPrefix(code, "0")]; ok {
			parts = append(parts, look)
		}
	}
	return strings.Join(parts, " ")
}
