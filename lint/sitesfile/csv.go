package sitesfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// openCSV reads the CSV file that a YAML file names.
func (r *reader) openCSV(v value) error {
	fail := func(err error) error {
		return &yamlfile.Error{File: v.at.File, Line: v.at.Line, Column: v.at.Column, Message: `"sites": ` + err.Error(), Cause: err}
	}
	switch {
	case !isCSVName(v.text):
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

// readCSVAlone reads a CSV file that no YAML file names. It has no column for an id and a
// priority of deployments, and makes them only if a row has a target condition.
func (r *reader) readCSVAlone(name string, src []byte) error {
	if err := r.readCSV(name, src); err != nil {
		return err
	}
	if slices.ContainsFunc(r.raw, func(s settings) bool { return s.own.condition.given() }) {
		at := sites.Place{File: yamlfile.Printable(name), Position: manifest.Position{Line: 1, Column: 1}}
		r.deployment = &deployment{id: value{"{site}", at}, at: at, inRows: true}
	}
	return nil
}

// csvReader reads a CSV file.
type csvReader struct {
	*reader
	*csv.Reader
	name   string
	lines  *manifest.Lines
	mask   []byte
	shift  int      // bytes of the byte order mark
	header []string // names of the columns; "" for one without a name
}

// readCSV reads the sites of a CSV file.
func (r *reader) readCSV(name string, src []byte) error {
	c := &csvReader{reader: r, name: yamlfile.Printable(name), lines: manifest.NewLines(src), mask: slices.Clone(src)}
	r.file.Sources[c.name] = c.mask
	if r.file.Output.Text == "" {
		r.file.Output = sites.Setting{Text: "{site}.json", At: place(name, c.lines, manifest.Span{})}
	}
	if err := c.checkText(src); err != nil {
		return err
	}
	body := withoutMark(src)
	c.Reader = csv.NewReader(bytes.NewReader(body))
	c.ReuseRecord, c.Comma = true, separator(firstLine(body))
	c.shift = len(src) - len(body)
	if err := c.readHeader(); err != nil {
		return err
	}
	c.raw = slices.Grow(c.raw, bytes.Count(body, []byte("\n"))) // at most one for each line
	seen := map[string]int{}
	for {
		record, err := c.Read()
		switch {
		case errors.Is(err, io.EOF) && len(seen) == 0:
			return c.fail(0, "it lists no site: expected a line for each below the names of the columns, such as plant-a and http://10.1.0.4:3128")
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return c.syntax(err)
		}
		if isBlank(record) {
			continue // a spreadsheet saves rows whose cells were emptied
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
		help = fmt.Sprintf("expected %d fields, as in the first line, with %s between them", len(c.header), separatorName(c.Comma))
	case errors.Is(err, csv.ErrQuote), errors.Is(err, csv.ErrBareQuote):
		help = `put a field that holds a quote between quotes, and double each quote in it`
	}
	return c.fail(start+column-1, "%s", help)
}

// row reads the line of a site.
func (c *csvReader) row(record []string, seen map[string]int) error {
	var s settings
	for i, text := range record {
		text = strings.TrimSpace(text)
		v := value{strings.Clone(text), place(c.name, c.lines, manifest.Span{Start: c.offset(i), End: c.end(i, record)})}
		if c.header[i] == "target-condition" {
			s.conditionAt = v.at
		}
		if text == "" && c.header[i] != "site" {
			continue
		}
		if c.header[i] == "proxy-url" && text != noProxyWord {
			hide(c.mask, v.at.Offset, c.end(i, record))
		}
		if err := c.field(&s, c.header[i], v, seen); err != nil {
			return err
		}
	}
	c.raw = append(c.raw, s)
	return nil
}

// field keeps the value of a column.
func (c *csvReader) field(s *settings, column string, v value, seen map[string]int) error {
	switch column {
	case "":
		return c.fail(v.at.Offset, "this column has no name in the first line: expected %s", yamlfile.OneOf(columns[:]))
	case "site":
		if problem := sites.CheckName(v.text); problem != "" {
			return c.fail(v.at.Offset, "%s is no name of a site: %s", yamlfile.Show(v.text), problem)
		}
		if first, ok := seen[v.text]; ok {
			return c.fail(v.at.Offset, "%s is there twice: first in line %d", yamlfile.Show(v.text), first)
		}
		s.name, s.at = v.text, v.at
		seen[s.name] = v.at.Line
	case "proxy-url":
		s.proxyURL = v
	case "upstream-protocol":
		s.protocol = v
	case "modules":
		s.modules.at = v.at
		for _, name := range strings.FieldsFunc(v.text, func(r rune) bool { return r == ';' || r == ',' || r == ' ' }) {
			s.modules.values = append(s.modules.values, value{name, v.at})
		}
	case "no-proxy":
		s.noProxy = v
	case "target-condition":
		s.own.condition, s.own.at = v, v.at
	}
	return nil
}

// end is where a field of the last record ends: at the next one, or before the line break
// behind the record.
func (c *csvReader) end(field int, record []string) int {
	if field+1 < len(record) {
		return c.offset(field+1) - 1
	}
	end := int(c.InputOffset()) + c.shift
	return len(bytes.TrimRight(c.mask[:end], "\r\n"))
}
