package plain

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
)

// JSON writes a value as indented JSON that can be printed in a log: what cannot be seen,
// and the middle of "##", with which commands of Azure start, stands as an escape. The
// value that a reader gets is the same. The error is that of w, or says that the value
// cannot be JSON.
func JSON(w io.Writer, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	var b strings.Builder
	var last rune // the last ASCII character: others between "#" and "#" do not break a command
	for _, r := range string(text) {
		command := r == '#' && last == '#'
		if r <= unicode.MaxASCII {
			last = r
		}
		if (unicode.IsPrint(r) || r == '\n') && !command {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	_, err = fmt.Fprintln(w, b.String())
	return err
}
