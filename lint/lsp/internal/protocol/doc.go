// Package protocol holds the part of the Language Server Protocol, version 3.17, that the
// editor server speaks: its messages as they stand in JSON. The names are those of the
// specification.
package protocol

import (
	"encoding/json"
	"errors"
	"math"
)

// The codes of errors that JSON-RPC does not define.
const (
	ServerNotInitialized = -32002
	RequestFailed        = -32803
	ContentModified      = -32801
	RequestCancelled     = -32800
)

// Position is a place between two characters of a document. Line starts with 0.
// Character counts the code units of the negotiated encoding, from 0.
type Position struct {
	Line      uint32 `json:"line"`
	Character uint32 `json:"character"`
}

// UnmarshalJSON reads a position. Some clients write the end of a line as the largest
// number that they know: no line is so long.
func (p *Position) UnmarshalJSON(src []byte) error {
	var wide struct{ Line, Character *float64 }
	if err := json.Unmarshal(src, &wide); err != nil {
		return err
	}
	if wide.Line == nil || wide.Character == nil || *wide.Line < 0 || *wide.Character < 0 {
		return errors.New("expected a line and a character from 0")
	}
	p.Line = uint32(min(*wide.Line, math.MaxUint32))
	p.Character = uint32(min(*wide.Character, math.MaxUint32))
	return nil
}

// Range is a part of a document, from Start up to the character before End.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// UnmarshalJSON reads a range, which has both ends.
func (r *Range) UnmarshalJSON(src []byte) error {
	var p struct{ Start, End *Position }
	if err := json.Unmarshal(src, &p); err != nil {
		return err
	}
	if p.Start == nil || p.End == nil {
		return errors.New("expected a start and an end")
	}
	r.Start, r.End = *p.Start, *p.End
	return nil
}

// Location is a part of a document with its name.
type Location struct {
	URI   string `json:"uri"`
	Range Range  `json:"range"`
}

// Document names a document.
type Document struct {
	URI string `json:"uri"`
}

// OnDocument are the parameters of requests about one document, which are
// embedded in others.
type OnDocument struct {
	TextDocument Document `json:"textDocument"`
}

// DocumentURI is the name of the document.
func (p OnDocument) DocumentURI() string { return p.TextDocument.URI }

// AtPosition are the parameters of requests about one place.
type AtPosition struct {
	OnDocument
	Position Position `json:"position"`
}
