package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeCommands: each command that the README names in its text, or in a block that
// TestReadme cannot run here, exists, and so do its flags.
func TestReadmeCommands(t *testing.T) {
	path := "PATH=" + buildTool(t) + string(os.PathListSeparator) + os.Getenv("PATH")
	text := readText(t, "../../README.md")
	var commands []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(text, -1) {
		commands = append(commands, strings.Split(block[1], "\n")...)
	}
	text = regexp.MustCompile("(?s)```.*?```").ReplaceAllString(text, "")
	for _, quoted := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(text, -1) {
		commands = append(commands, strings.ReplaceAll(quoted[1], "\n", " "))
	}
	redirected := regexp.MustCompile(` [<>|].*| #.*`)
	tried := 0
	for _, command := range commands {
		command = redirected.ReplaceAllString(strings.TrimPrefix(strings.TrimSpace(command), "sudo "), "")
		if !strings.HasPrefix(command, "edgeproxy ") || strings.Contains(command, "…") {
			continue
		}
		tried++
		// Help is printed once all flags are read.
		cmd := exec.Command("sh", "-c", command+" --help")
		cmd.Dir, cmd.Env = t.TempDir(), cleanEnv(path)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
	if tried < 10 {
		t.Errorf("%d commands: is the search right?", tried)
	}
}
