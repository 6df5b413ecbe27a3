package buffer

import (
	"slices"
	"testing"
	"unicode/utf16"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
)

func at(line, character uint32) protocol.Position {
	return protocol.Position{Line: line, Character: character}
}

// TestOffset: places of the protocol, those that do not exist included.
func TestOffset(t *testing.T) {
	const src = "a😀b\r\n\rä\nlast"
	for _, test := range []struct {
		encoding Encoding
		place    protocol.Position
		want     int
	}{
		{UTF16, at(0, 0), 0}, {UTF16, at(0, 1), 1}, {UTF16, at(0, 3), 5}, {UTF16, at(0, 4), 6},
		{UTF16, at(0, 2), 1},               // in the middle of the pair
		{UTF16, at(0, 99), 6},              // behind the line
		{UTF16, at(1, 0), 8},               // a lone CR
		{UTF16, at(2, 1), 11},              // two bytes
		{UTF16, at(3, 4), 16},              // the end
		{UTF16, at(9, 0), 16},              // no such line
		{UTF16, at(1<<32-1, 7), 16},        //
		{UTF16, at(3, 1<<32-1), 16},        //
		{UTF8, at(0, 5), 5},                // bytes
		{UTF8, at(0, 3), 1},                // inside of the four bytes
		{UTF8, at(2, 2), 11},               //
		{UTF8, at(0, 1<<32-1), len("a😀b")}, //
	} {
		if got := New(src, test.encoding).Offset(test.place); got != test.want {
			t.Errorf("%s %v: %d, want %d", test.encoding, test.place, got, test.want)
		}
	}
}

// TestPosition is the way back, for each offset at the start of a character.
func TestPosition(t *testing.T) {
	for _, src := range []string{"", "a😀b\r\n\rä\nlast", "\ufeff{\n}", "\n\n", "x"} {
		for _, encoding := range []Encoding{UTF16, UTF8} {
			text := New(src, encoding)
			for offset := range src {
				if src[offset] == '\n' && offset > 0 && src[offset-1] == '\r' {
					continue // between CR and LF is no place
				}
				if got := text.Offset(text.Position(offset)); got != offset {
					t.Errorf("%q, %s: offset %d is %v, which is %d", src, encoding, offset, text.Position(offset), got)
				}
			}
		}
	}
	if p := New("😀é\"", UTF16).Position(6); p != at(0, 3) {
		t.Errorf("behind a pair: %v", p)
	}
}

// FuzzChange: after any sequence of changes the text is that of the client, which
// holds UTF-16, and its lines are those of a new text.
func FuzzChange(f *testing.F) {
	f.Add("a\r\nb\r", []byte{0, 1, 0, 2, 1, 1, 0, 1, 0, 3})
	f.Add("{\"a\": \"😀\"}\n", []byte{0, 6, 0, 8, 2, 0, 0, 9, 9, 4})
	f.Add("\r", []byte{1, 0, 1, 0, 5})
	f.Fuzz(func(t *testing.T, src string, script []byte) {
		pieces := [...]string{"", "x", "😀", "\r", "\n", "\n\r\n", "\"é\": ", "\r\n{\n"}
		client := model{units: utf16.Encode([]rune(src))}
		text := New(string(utf16.Decode(client.units)), UTF16)
		bytewise := New(string(utf16.Decode(client.units)), UTF8)
		for len(script) >= 5 {
			start := client.place(uint32(script[0]), uint32(script[1]))
			end := client.place(uint32(script[2]), uint32(script[3]))
			if client.index(end) < client.index(start) {
				start, end = end, start
			}
			piece := pieces[int(script[4])%len(pieces)]
			script = script[5:]
			inBytes := bytewise.Range(text.Offset(start), text.Offset(end))
			client.replace(start, end, piece)
			text = text.Change([]protocol.Change{{Range: &protocol.Range{Start: start, End: end}, Text: piece}})
			bytewise = bytewise.Change([]protocol.Change{{Range: &inBytes, Text: piece}})
			want := string(utf16.Decode(client.units))
			if !text.Equal(New(want, UTF16)) {
				t.Fatalf("the server has %q, the client %q", text.Bytes(), want)
			}
			if !bytewise.Equal(text) {
				t.Fatalf("in bytes the server has %q, the client %q", bytewise.Bytes(), want)
			}
		}
	})
}

// FuzzHalves: an editor may change half of a pair. Whatever it does, the server has as many units of
// UTF-16 in each line, and the characters that were never cut.
func FuzzHalves(f *testing.F) {
	f.Add("a😀b", []byte{0, 2, 0, 3, 1})
	f.Add("😀\n😀😀", []byte{0, 1, 1, 1, 2, 0, 1, 0, 2, 0, 1, 0, 1, 9, 4})
	f.Fuzz(func(t *testing.T, src string, script []byte) {
		pieces := [...]string{"", "x", "😀", "\r\n", "\n"}
		client := model{units: utf16.Encode([]rune(src))}
		text := New(string(utf16.Decode(client.units)), UTF16)
		for ; len(script) >= 5; script = script[5:] {
			start, end := client.half(uint32(script[0]), uint32(script[1])), client.half(uint32(script[2]), uint32(script[3]))
			piece := pieces[int(script[4])%len(pieces)]
			text = text.Change([]protocol.Change{{Range: &protocol.Range{Start: start, End: end}, Text: piece}})
			if client.index(end) < client.index(start) {
				start, end = end, start
			}
			client.replace(start, end, piece)
		}
		want, got := client.units, utf16.Encode([]rune(string(text.Bytes())))
		if len(want) != len(got) {
			t.Fatalf("the server has %d units, the client %d", len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] && !(got[i] == 0xFFFD && utf16.IsSurrogate(rune(want[i]))) {
				t.Fatalf("unit %d: the server has %x, the client %x", i, got, want)
			}
		}
		if !text.Equal(New(string(text.Bytes()), UTF16)) {
			t.Fatalf("the lines of %q are wrong", text.Bytes())
		}
	})
}

// model is the text as an editor holds it, and finds its places the slow way.
type model struct{ units []uint16 }

// lines are the starts of the lines, and the ends without their line ends.
func (m *model) lines() (starts, ends []int) {
	starts = []int{0}
	for i, u := range m.units {
		switch {
		case u == '\r' && i+1 < len(m.units) && m.units[i+1] == '\n':
			ends = append(ends, i)
		case u == '\n' && i > 0 && m.units[i-1] == '\r':
			starts = append(starts, i+1)
		case u == '\n' || u == '\r':
			ends, starts = append(ends, i), append(starts, i+1)
		}
	}
	return starts, append(ends, len(m.units))
}

// place is a place near the wanted one that an editor can name: not in the middle of a
// pair.
func (m *model) place(line, character uint32) protocol.Position {
	p := m.half(line, character)
	if i := m.index(p); i > 0 && i < len(m.units) && utf16.IsSurrogate(rune(m.units[i])) && m.units[i] >= 0xDC00 {
		p.Character--
	}
	return p
}

// half is a place near the wanted one, which may be in the middle of a pair.
func (m *model) half(line, character uint32) protocol.Position {
	starts, ends := m.lines()
	l := int(line) % len(starts)
	return at(uint32(l), character%uint32(ends[l]-starts[l]+1))
}

func (m *model) index(p protocol.Position) int {
	starts, _ := m.lines()
	return starts[p.Line] + int(p.Character)
}

func (m *model) replace(start, end protocol.Position, with string) {
	m.units = slices.Concat(m.units[:m.index(start)], utf16.Encode([]rune(with)), m.units[m.index(end):])
}
