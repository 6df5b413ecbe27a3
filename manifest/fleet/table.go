package fleet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// table reads CSV.
type table struct {
	r    *csv.Reader
	head *header
}

// header says which columns of CSV hold what.
type header struct {
	id, edge int // columns; edge is -1 if there is none
	columns  map[string]int
}

const rowsAtOnce = 2000

func newTable(r io.Reader) (*table, error) {
	t := &table{r: csv.NewReader(r)}
	names, err := t.r.Read()
	if err != nil {
		return nil, csvError(err)
	}
	if len(names) == 1 && strings.Contains(names[0], ";") {
		return nil, &InputError{1, "the columns are separated by semicolons: expected commas", nil}
	}
	t.head = &header{id: -1, edge: -1, columns: map[string]int{}}
	for i, name := range names {
		name = strings.TrimSpace(name)
		switch {
		case strings.EqualFold(name, "deviceId"):
			t.head.id = i
		case strings.EqualFold(name, "capabilities.iotEdge"):
			t.head.edge = i
		default:
			if _, twice := t.head.columns[name]; twice && name != "" {
				return nil, &InputError{1, fmt.Sprintf("two columns are called %q: expected each name once", secret.Name(name)), nil}
			}
			t.head.columns[name] = i
		}
	}
	if t.head.id < 0 {
		return nil, &InputError{1, "no column is called deviceId: expected JSON, as az prints it with \"-o json\", or CSV with a first line such as deviceId,tags.site,tags.line", nil}
	}
	return t, nil
}

// read adds the next rows.
func (t *table) read(out *Records) error {
	out.head = t.head
	for range rowsAtOnce {
		row, err := t.r.Read()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return err
			}
			return csvError(err)
		}
		line, _ := t.r.FieldPos(0)
		out.List = append(out.List, Record{Line: line, Row: slices.Clone(row)})
	}
	return nil
}

// csvError is a csv.ParseError with the place and the words of ours.
func csvError(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return err
	}
	return &InputError{p.Line, fmt.Sprintf("column %d: %v", p.Column, p.Err), err}
}
