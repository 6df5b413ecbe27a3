package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// checkColor makes sure that --color is one of the three.
func (a *app) checkColor() error {
	switch a.color {
	case "auto", "always", "never":
		return nil
	}
	return fmt.Errorf("unknown --color %q: expected auto, always or never", a.color)
}

// colors reports whether output to w shall be coloured: as the flag says, or
// else as NO_COLOR, FORCE_COLOR and TERM say, or else on a terminal.
func (a *app) colors(w io.Writer) bool {
	switch {
	case a.color == "always":
		return true
	case a.color == "never", a.getenv("NO_COLOR") != "":
		return false
	case a.getenv("FORCE_COLOR") != "" && a.getenv("FORCE_COLOR") != "0":
		return true
	case a.getenv("TERM") == "dumb":
		return false
	}
	return isTerminal(w)
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is the width of the terminal that w is, in columns; 0 if it is none.
func width(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil {
			return n
		}
	}
	return 0
}
