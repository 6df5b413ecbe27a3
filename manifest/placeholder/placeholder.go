package placeholder

import (
	"bytes"
	"iter"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Find finds the first placeholder in s that no tool has filled in, such as ${X},
// #{X}#, $(X), <x>, {{x}}, ${{ x }}, $X, __X__ or %X%. It reports the span of the
// placeholder with its signs, in bytes of s. The file forms.go lists the forms and what
// may stand in each of them.
//
// In the address of a proxy, Find recognises fewer forms before the '@', because a
// password may hold any sign, and more forms behind it, because no host holds a '$'.
// The names of the runtime, such as $edgeAgent and $upstream, are no placeholders.
func Find(s string) (start, end int, ok bool) {
	for span := range in(s) {
		return span.Start, span.End, true
	}
	return 0, 0, false
}

// in yields the placeholders of a whole value.
func in(s string) iter.Seq[text.Span] {
	return func(yield func(text.Span) bool) {
		if isWhole(s) {
			yield(text.Span{Start: 0, End: len(s)})
			return
		}
		search := search{text: s, address: strings.Contains(s, "://")}
		// The digest of an image follows an '@', too.
		if at := strings.LastIndexByte(s, '@'); at > 0 && !strings.HasPrefix(s[at:], "@sha256:") && !strings.HasPrefix(s[at:], "@sha512:") {
			search.user = at
		}
		search.each(yield)
	}
}

// search looks for placeholders in a text.
type search struct {
	text    string
	address bool // the text is the address of a proxy
	user    int  // where the user information ends that the text may start with
}

// each yields the placeholders from left to right. It takes linear time: no
// form goes on behind a sign that may open another placeholder.
func (s search) each(yield func(text.Span) bool) {
	for i := 0; i < len(s.text); i++ {
		if !opens[s.text[i]] {
			continue // most texts hold no such sign
		}
		n := s.lenAt(i)
		if n == 0 {
			continue
		}
		span := text.Span{Start: i, End: i + n}
		if s.text[i] == '{' && i > 0 && s.text[i-1] == '$' { // ${{ x }}
			span.Start--
		}
		if !yield(span) {
			return
		}
		i = span.End - 1
	}
}

// lenAt is the length in bytes of the placeholder that starts at offset i, 0 if
// none does.
func (s search) lenAt(i int) int {
	for f := range forms {
		form := &forms[f]
		if form.place == asWord && form.close != "" && i > 0 && IsWordByte(s.text[i-1]) {
			continue // this must be asked first: __A__A__A would be read anew at each __
		}
		if n := form.length(s.text[i:]); n > 0 && s.allows(form, text.Span{Start: i, End: i + n}) {
			return n
		}
	}
	return 0
}

// allows reports whether a placeholder of a form may stand in its place.
func (s search) allows(form *form, at text.Span) bool {
	switch {
	case isRuntimeName(s.text[at.Start:at.End]):
		return false
	case form.place == anywhere:
		return true
	case at.End <= s.user:
		return form.place == asWord && isCapitals(s.text[at.Start:at.End]) && s.fillsUserPart(at)
	case form.place == asWhole:
		return s.address && form.close == "" // http://$host:$port
	case form.close == "": // $X ends where the name does, and $$ stands for a dollar
		return at.Start == 0 || s.text[at.Start-1] != '$'
	}
	return at.End == len(s.text) || !IsWordByte(s.text[at.End])
}

// fillsUserPart reports whether a span is the whole user name or the whole
// password of an address.
func (s search) fillsUserPart(at text.Span) bool {
	starts := at.Start == 0 || s.text[at.Start-1] == '/' || s.text[at.Start-1] == ':'
	return starts && (at.End == len(s.text) || s.text[at.End] == ':' || s.text[at.End] == '@')
}

// IsValue reports whether a text, as it is written in JSON, is nothing but one
// placeholder of any form, and blanks.
func IsValue(text []byte) bool {
	if len(text) > 0 && IsWordByte(text[0]) && text[0] != '_' {
		return false // most texts
	}
	text = bytes.TrimSpace(text)
	if len(text) == 0 || text[0] != '[' && !startsForm(text) {
		return false // createOptions among them
	}
	start, end, ok := Find(string(text))
	return ok && start == 0 && end == len(text)
}

// Fill puts digits in the place of each placeholder of s that fill
// accepts. The length stays the same, so that what is found in the result is
// found in s. Digits are right wherever a placeholder may stand in a URL.
func Fill(s string, fill func(placeholder string) bool) string {
	var filled []byte
	for span := range in(s) {
		if fill(s[span.Start:span.End]) {
			if filled == nil {
				filled = []byte(s)
			}
			for i := span.Start; i < span.End; i++ {
				filled[i] = '0'
			}
		}
	}
	if filled == nil {
		return s // as nearly all
	}
	return string(filled)
}

// Any accepts every placeholder.
func Any(string) bool { return true }

// Only reports whether a password is nothing but placeholders.
func Only(password string) bool {
	end := 0
	search := search{text: password, address: true, user: len(password)}
	search.each(func(span text.Span) bool {
		if span.Start == end {
			end = span.End
			return true
		}
		return false
	})
	return end == len(password)
}

// Marks yields the placeholders of a text, as it is written, whose form makes a
// document look like a template.
func Marks(s string) iter.Seq[text.Span] {
	return func(yield func(text.Span) bool) {
		search{text: s}.each(func(at text.Span) bool {
			return !isMark(s[at.Start:at.End]) || yield(at)
		})
	}
}

// MayHoldMarks reports whether Marks may yield something for a part of a text; it
// looks at the text as a whole, and takes no memory.
func MayHoldMarks(text []byte) bool {
	for {
		i := bytes.IndexByte(text, '$')
		if i < 0 || i+1 == len(text) {
			return false
		}
		if c := text[i+1]; c == '{' || isCapitalByte(c) {
			return true
		}
		text = text[i+1:]
	}
}

// IsName reports whether a text that was found surely is a placeholder. A quotation
// mark or a comma between its brackets makes it doubtful: in {'a':'${','Env':[]} the
// bracket behind "Env" closes no placeholder.
func IsName(placeholder string) bool {
	for i := range len(placeholder) {
		if c := placeholder[i]; !isNameByte(c) && strings.IndexByte("${}#()<>", c) < 0 {
			return false
		}
	}
	return true
}
