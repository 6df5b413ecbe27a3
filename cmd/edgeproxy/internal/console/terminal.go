package console

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// CheckColor makes sure that Color, as a flag has set it, is one of its words.
func (c *Console) CheckColor() error {
	switch c.Color {
	case "auto", "always", "never":
		return nil
	}
	return fmt.Errorf("unknown --color %q: expected auto, always or never", c.Color)
}

// Colors reports whether output to w is coloured. Color decides, then NO_COLOR,
// FORCE_COLOR and TERM, then whether w is a terminal.
func (c *Console) Colors(w io.Writer) bool {
	switch {
	case c.Color == "always":
		return true
	case c.Color == "never", c.Getenv("NO_COLOR") != "":
		return false
	case c.Getenv("FORCE_COLOR") != "" && c.Getenv("FORCE_COLOR") != "0":
		return true
	case c.Getenv("TERM") == "dumb":
		return false
	}
	return isTerminal(w)
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// UsualColumns is the width of output where nothing tells it.
const UsualColumns = 80

// Columns is the width of output to w: that of the terminal, or else what
// COLUMNS says, or else UsualColumns.
func (c *Console) Columns(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	if n, err := strconv.Atoi(c.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return UsualColumns
}

// messageColumns is the width of messages: that of the terminal, or else what COLUMNS
// says, or else 0 for no limit.
func (c *Console) messageColumns() int {
	w := c.Stderr
	if c.buffered != nil {
		w = c.buffered
	}
	if !isTerminal(w) && c.Getenv("COLUMNS") == "" {
		return 0
	}
	return c.Columns(w)
}

// InPipeline reports whether the program runs in a pipeline, whose log others read.
func (c *Console) InPipeline() bool {
	return c.Getenv("TF_BUILD") != "" || c.Getenv("GITHUB_ACTIONS") != "" || c.Getenv("CI") != ""
}

// IsFile reports whether output to w goes to a regular file.
func IsFile(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}
