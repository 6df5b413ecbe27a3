package fleet

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// Extractor reads the properties that the conditions of a hub ask for out of records.
// It is for one goroutine.
type Extractor struct {
	hub *Hub

	dec     *jsontext.Decoder
	reader  bytes.Reader
	record  []byte // that the decoder reads
	scratch []byte

	device Device
	exact  []bool // for each value: every name on the way is spelt as in the condition
	saw    saw
}

// saw says which parts a record holds.
type saw struct {
	id, tags, reported, properties bool
	whole                          bool // what a twin holds, and a selection of columns does not: all tags are there
}

// Extractor reads what the hub's conditions ask for.
func (h *Hub) Extractor() *Extractor {
	x := &Extractor{hub: h, exact: make([]bool, len(h.paths))}
	x.device.Values = make([]condition.Value, len(h.paths))
	x.dec = jsontext.NewDecoder(&x.reader, jsontext.AllowDuplicateNames(true))
	return x
}

// Device reads a record. The device is good until the next call. The error is an
// *InputError.
func (x *Extractor) Device(rs Records, i int) (*Device, error) {
	rec := rs.List[i]
	x.device = Device{Line: rec.Line, Edge: true, Values: x.device.Values}
	clear(x.device.Values)
	clear(x.exact)
	x.saw = saw{}
	var err error
	if rs.form == csvForm {
		x.row(rs.head, rec.Row)
	} else {
		x.record = rec.Text
		x.reader.Reset(rec.Text)
		x.dec.Reset(&x.reader, jsontext.AllowDuplicateNames(true))
		err = x.json(rs.form)
	}
	switch {
	case err != nil:
		return nil, recordError(rec, err)
	case x.device.ID == "":
		return nil, &InputError{rec.Line, "the record has no deviceId: expected the twin of a device", nil}
	}
	x.fillGaps()
	return &x.device, nil
}

// recordError gives the place of a fault in a record.
func recordError(rec Record, err error) error {
	var e *InputError
	if errors.As(err, &e) {
		return &InputError{rec.Line, e.Msg, e.Err}
	}
	var s *jsontext.SyntacticError
	if errors.As(err, &s) {
		at := min(int(s.ByteOffset), len(rec.Text))
		line := rec.Line + bytes.Count(rec.Text[:at], []byte("\n"))
		return &InputError{line, fmt.Sprintf("the record is no JSON: %v (byte %d of the record)", s.Err, at), err}
	}
	return &InputError{rec.Line, "the record is no JSON: " + err.Error(), err}
}

// fillGaps marks properties that the record does not hold as not read. A twin holds all
// tags, so a missing tag is undefined; a selection of columns, such as "SELECT
// deviceId, properties FROM devices", may lack the tags.
func (x *Extractor) fillGaps() {
	for slot, p := range x.hub.paths {
		switch v := &x.device.Values[slot]; {
		case slot == x.hub.idSlot:
			*v = condition.TextValue(x.device.ID)
		case p.Reported() && !x.saw.reported, p[0] == "tags" && !x.saw.tags && !(x.saw.whole && x.saw.properties):
			*v = condition.Value{Kind: condition.Unknown}
		default:
			v.OtherCase = v.Kind != condition.Undefined && !x.exact[slot]
		}
	}
}

// put keeps a value. A value whose names are spelt as in the condition is not replaced
// by a value whose names are spelt otherwise.
func (x *Extractor) put(slot int, v condition.Value, exact bool) {
	if exact || !x.exact[slot] {
		x.device.Values[slot], x.exact[slot] = v, exact
	}
}

// row reads a row of CSV. An empty cell is a property that the device does not have.
func (x *Extractor) row(head *header, row []string) {
	x.device.ID = strings.TrimSpace(row[head.id])
	if head.edge >= 0 {
		x.device.Edge = !strings.EqualFold(strings.TrimSpace(row[head.edge]), "false")
	}
	x.saw.tags, x.saw.reported = true, true
	for slot, p := range x.hub.paths {
		name := strings.Join(p, ".")
		column, ok := head.columns[name]
		exact := ok
		for other, i := range head.columns {
			if !ok && strings.EqualFold(other, name) {
				column, ok = i, true
				break
			}
		}
		switch {
		case !ok:
			x.put(slot, condition.Value{Kind: condition.Unknown}, true)
		case row[column] != "":
			x.put(slot, condition.CellValue(row[column]), exact)
		}
	}
}
