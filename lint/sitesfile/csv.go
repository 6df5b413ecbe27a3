package sitesfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// columns are those of a CSV file. The first two are needed.
var columns = [...]string{"site", "proxy-url", "upstream-protocol", "modules", "no-proxy", "target-condition"}

// csvDeployment is the deployment of a CSV file that stands alone: it has no column for
// an id and a priority, and makes deployments only if it has target conditions.
func csvDeployment(name string) *deployment {
	at := sites.Place{File: yamlfile.Printable(name), Position: manifest.Position{Line: 1, Column: 1}}
	return &deployment{id: value{"{site}", at}, at: at, optional: true}
}

// openCSV reads the CSV file that a YAML file names.
func (r *reader) openCSV(v value) error {
	fail := func(err error) error {
		return &yamlfile.Error{File: v.at.File, Line: v.at.Line, Column: v.at.Column, Message: `"sites": ` + err.Error(), Cause: err}
	}
	switch {
	case !isCSV(v.text):
		return fail(errors.New(`expected the sites by their names, such as plant-a: { proxy-url: "http://10.1.0.4:3128" }, or the name of a file that ends in .csv`))
	case r.in.Open == nil:
		return fail(errors.New("no other file can be read here"))
	}
	name, src, err := r.in.Open(v.text)
	if err != nil {
		return fail(err)
	}
	return r.readCSV(name, src)
}

// csvReader reads a CSV file.
type csvReader struct {
	*reader
	*csv.Reader
	name   string
	lines  *manifest.Lines
	mask   []byte
	shift  int // bytes of the byte order mark
	header []string
}

// readCSV reads the sites of a CSV file.
func (r *reader) readCSV(name string, src []byte) error {
	c := &csvReader{reader: r, name: yamlfile.Printable(name), lines: manifest.NewLines(src), mask: slices.Clone(src)}
	r.file.Sources[c.name] = c.mask
	if r.file.Output.Text == "" {
		r.file.Output = sites.Setting{Text: "{site}.json", At: place(name, c.lines, manifest.Span{})}
	}
	if !utf8.Valid(src) {
		return c.fail(0, "not UTF-8: save the file as UTF-8")
	}
	body := bytes.TrimPrefix(src, []byte("\ufeff"))
	c.Reader = csv.NewReader(bytes.NewReader(body))
	c.ReuseRecord = true
	c.shift = len(src) - len(body)
	if err := c.readHeader(); err != nil {
		return err
	}
	seen := map[string]int{}
	for {
		record, err := c.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return c.syntax(err)
		}
		if err := c.row(record, seen); err != nil {
			return err
		}
	}
}

// fail makes an error about a byte of the file.
func (c *csvReader) fail(offset int, format string, args ...any) *yamlfile.Error {
	p := c.lines.Position(offset)
	return &yamlfile.Error{File: c.name, Line: p.Line, Column: p.Column, Message: fmt.Sprintf(format, args...)}
}

// offset is where a field of the last record starts.
func (c *csvReader) offset(field int) int {
	line, column := c.FieldPos(field)
	_, start := c.lines.Line(line)
	if line == 1 {
		column += c.shift
	}
	return start + column - 1
}

// syntax is an error of the parser with its place. Its texts quote nothing of the file.
func (c *csvReader) syntax(err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return c.fail(0, "cannot be read: %v", err)
	}
	line, column := at.Line, max(at.Column, 1)
	if at.StartLine < at.Line {
		line, column = at.StartLine, 1 // where a quote opens that is closed too late, or never
	}
	_, start := c.lines.Line(line)
	help := at.Err.Error()
	switch {
	case errors.Is(err, csv.ErrFieldCount):
		help = fmt.Sprintf("expected %d fields, as in the first line, with commas between them", len(c.header))
	case errors.Is(err, csv.ErrQuote), errors.Is(err, csv.ErrBareQuote):
		help = `a field with a quote in it stands in quotes, and the quote in it is doubled, and the field ends with a quote`
	}
	return c.fail(start+column-1, "%s", help)
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
		case slices.Contains(c.header, name):
			return c.fail(at, "the column %s is there twice", yamlfile.Show(name))
		case len(header) == 1 && strings.Contains(name, ";"):
			return c.fail(at, "the columns have semicolons between them: expected commas, and quotes around a cell that holds one")
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

// row reads the line of a site.
func (c *csvReader) row(record []string, seen map[string]int) error {
	var s settings
	for i, text := range record {
		text = strings.TrimSpace(text)
		v := value{strings.Clone(text), place(c.name, c.lines, manifest.Span{Start: c.offset(i), End: c.end(i, record)})}
		if text == "" && c.header[i] != "site" {
			continue
		}
		switch c.header[i] {
		case "site":
			if problem := sites.CheckName(text); problem != "" {
				return c.fail(v.at.Offset, "%s is no name of a site: %s", yamlfile.Show(text), problem)
			}
			if first, ok := seen[text]; ok {
				return c.fail(v.at.Offset, "%s is there twice: first in line %d", yamlfile.Show(text), first)
			}
			s.name, s.at = v.text, v.at
			seen[s.name] = v.at.Line
		case "proxy-url":
			s.proxyURL = v
			if text != noProxyWord {
				hide(c.mask, v.at.Offset, c.end(i, record))
			}
		case "upstream-protocol":
			s.protocol = v
		case "modules":
			s.modules.at = v.at
			for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ',' || r == ' ' }) {
				s.modules.values = append(s.modules.values, value{name, v.at})
			}
		case "no-proxy":
			s.noProxy = v
		case "target-condition":
			s.own.condition, s.own.at = v, v.at
		}
	}
	c.raw = append(c.raw, s)
	return nil
}

// end is where a field of the last record ends: at the next one, or at the end of its
// line.
func (c *csvReader) end(field int, record []string) int {
	if field+1 < len(record) {
		return c.offset(field+1) - 1
	}
	line, _ := c.FieldPos(field)
	text, start := c.lines.Line(line)
	return start + len(text)
}
