package atomicfile

import (
	"os"
	"path/filepath"
	"testing"
)

// TestStream: a file is there as a whole once it is committed, or as it was.
func TestStream(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "list.jsonl")
	folder := func() (names []string) {
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	write := func(texts ...string) *Stream {
		s, err := Disk{}.Stream(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			if _, err := s.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		return s
	}
	want := func(content string) {
		t.Helper()
		got, _ := os.ReadFile(path)
		if names := folder(); string(got) != content || content != "" && (len(names) != 1) || content == "" && len(names) != 0 {
			t.Errorf("content %q, files %q, want %q", got, names, content)
		}
	}
	write("half").Discard()
	want("")
	if err := write("a\n", "b\n").Commit(); err != nil {
		t.Fatal(err)
	}
	want("a\nb\n")
	write("c").Discard()
	want("a\nb\n")
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write("d").Commit(); err != nil {
		t.Fatal(err)
	}
	want("d")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v: want that of the file before", info.Mode(), err)
	}
}

func TestStreamRefuses(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "target"), link); err != nil {
		t.Logf("no links here: %v", err)
	} else if _, err := (Disk{}).Stream(link); err == nil {
		t.Error("a link is followed")
	}
	if _, err := (Disk{}).Stream(dir); err == nil {
		t.Error("a folder is taken for a file")
	}
}
