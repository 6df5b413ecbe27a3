package sitesfile

import (
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

// columns are those of a CSV file. The first two are needed.
var columns = [...]string{"site", "proxy-url", "upstream-protocol", "modules", "no-proxy", "target-condition"}

// separator is what stands between columns: the first comma, semicolon or tab of the first
// line, and a comma if there is none. Spreadsheets write semicolons where the language of
// the user has a comma in numbers. No name of a column holds one of these.
func separator(header string) rune {
	if at := strings.IndexAny(header, ",;\t"); at >= 0 {
		return rune(header[at])
	}
	return ','
}

// separatorName is the plural of a separator.
func separatorName(r rune) string {
	switch r {
	case ';':
		return "semicolons"
	case '\t':
		return "tabs"
	}
	return "commas"
}

// isCSV reports whether a list is CSV: by its name, or because its first line begins
// with the name of a column and a separator. No list of sites in YAML begins so, and
// standard input has no name.
func isCSV(name string, src []byte) bool {
	header := firstLine(withoutMark(src))
	first, _, found := strings.Cut(header, string(separator(header)))
	return isCSVName(name) || found && slices.Contains(columns[:], strings.Trim(strings.TrimSpace(first), `"`))
}

func isCSVName(name string) bool { return strings.EqualFold(path.Ext(name), ".csv") }

func withoutMark(src []byte) []byte { return bytes.TrimPrefix(src, []byte("\ufeff")) }

func firstLine(src []byte) string {
	line, _, _ := bytes.Cut(src, []byte("\n"))
	return string(line)
}

// isBlank reports whether all fields of a record are blank.
func isBlank(record []string) bool {
	return !slices.ContainsFunc(record, func(field string) bool { return strings.TrimSpace(field) != "" })
}

// checkText refuses a file that is no text of lines.
func (c *csvReader) checkText(src []byte) error {
	const help = `in a spreadsheet, save it as "CSV UTF-8"`
	switch {
	case bytes.HasPrefix(src, []byte("\xff\xfe")), bytes.HasPrefix(src, []byte("\xfe\xff")):
		return c.fail(0, "UTF-16: expected UTF-8: %s", help)
	case !utf8.Valid(src):
		return c.fail(firstInvalid(src), "not UTF-8 here: %s", help)
	case bytes.IndexByte(src, '\n') < 0 && bytes.IndexByte(src, '\r') >= 0:
		return c.fail(bytes.IndexByte(src, '\r'), "lines end with a carriage return alone: expected a line feed: %s", help)
	}
	return nil
}

// firstInvalid is the offset of the first byte that is not UTF-8.
func firstInvalid(src []byte) int {
	at := 0
	for {
		r, size := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && size < 2 {
			return at
		}
		at += size
	}
}

// readHeader reads the names of the columns.
func (c *csvReader) readHeader() error {
	header, err := c.Read()
	switch {
	case errors.Is(err, io.EOF):
		return c.fail(0, "it is empty: expected the columns %s", strings.Join(columns[:], ","))
	case err != nil:
		return c.syntax(err)
	}
	for i, name := range header {
		name = strings.TrimSpace(name)
		at := c.offset(i)
		switch {
		case name == "": // at the end of each line, where a spreadsheet had something once
		case slices.Contains(c.header, name):
			return c.fail(at, "the column %s is there twice", yamlfile.Show(name))
		case !slices.Contains(columns[:], name):
			err := c.fail(at, "unknown column %s: expected %s", yamlfile.Show(name), yamlfile.OneOf(columns[:]))
			err.Suggestion = check.Nearest(name, columns[:])
			return err
		}
		c.header = append(c.header, name)
	}
	for _, name := range columns[:2] {
		if !slices.Contains(c.header, name) {
			return c.fail(0, "the first line has no column %q: expected %s", name, strings.Join(columns[:], ","))
		}
	}
	return nil
}
