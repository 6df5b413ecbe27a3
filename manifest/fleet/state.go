package fleet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Configurations reads the beginning of an export of a hub's state, up to the end of its
// deployments, and closes it: the devices behind them may be a thousand times as large. All
// places in the text are those of the export. ok is false if r is no export, or has its
// devices in front of the deployments; the error may be an *InputError.
func Configurations(r io.Reader, limit int) (text []byte, ok bool, err error) {
	copied := &bytes.Buffer{}
	s := &Source{r: bufio.NewReaderSize(io.TeeReader(r, copied), 64<<10), line: 1}
	begin, err := s.r.Peek(s.r.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, false, err
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(begin, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if !bytes.HasPrefix(trimmed, []byte("{")) || !isState(trimmed) {
		return nil, false, nil
	}
	s.r.Discard(len(begin) - len(trimmed) + 1)
	for {
		key, err := s.key()
		if err != nil || key == `"devices"` {
			return nil, false, err
		}
		if err := s.text(nil); err != nil {
			return nil, false, err
		}
		read := copied.Len() - s.r.Buffered()
		if read > limit {
			return nil, false, nil
		}
		if key == `"configurations"` {
			return append(bytes.Clone(copied.Bytes()[:read]), '}'), true, nil
		}
	}
}
