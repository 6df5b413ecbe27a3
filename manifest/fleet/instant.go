package fleet

import (
	"cmp"
	"strings"
)

// instant is a time in UTC as IoT Hub writes createdTimeUtc, in a form that sorts:
// "2026-05-01T10:00:00" with the digits of the fraction behind it. "" stands for a
// time that is not known.
type instant string

// newInstant reads a time such as "2026-05-01T10:00:00.1234567Z". A time that is not
// in UTC, or not written like that, is not known.
func newInstant(s string) instant {
	const seconds = "2006-01-02T15:04:05"
	s, utc := strings.CutSuffix(s, "Z")
	if !utc {
		if s, utc = strings.CutSuffix(s, "+00:00"); !utc {
			return ""
		}
	}
	whole, fraction, _ := strings.Cut(s, ".")
	if len(whole) != len(seconds) || !isDigits(fraction) {
		return ""
	}
	for i := range whole {
		if isDigit := whole[i] >= '0' && whole[i] <= '9'; isDigit != (seconds[i] >= '0' && seconds[i] <= '9') || !isDigit && whole[i] != seconds[i] {
			return ""
		}
	}
	if strings.HasPrefix(whole, "0001-") {
		return "" // the time with which the service says never
	}
	return instant(whole + strings.TrimRight(fraction, "0"))
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// compare orders two times. known is false if one of them is not known, or if they are
// the same: then it is not known which deployment is the later one.
func (t instant) compare(u instant) (order int, known bool) {
	return cmp.Compare(t, u), t != "" && u != "" && t != u
}
