package atomicfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// faultyTemp is a temporary file that fails as disks do.
type faultyTemp struct {
	tempFile
	room  int    // bytes that fit
	fault string // the call that fails
}

var errFull = errors.New("no space left on device")

func (f *faultyTemp) Write(b []byte) (int, error) {
	if f.fault != "write" || len(b) <= f.room {
		return f.tempFile.Write(b)
	}
	n, err := f.tempFile.Write(b[:f.room])
	return n, errors.Join(errFull, err)
}

func (f *faultyTemp) fail(call string, err error) error {
	if f.fault == call {
		return errors.Join(errFull, err)
	}
	return err
}

func (f *faultyTemp) Sync() error  { return f.fail("sync", f.tempFile.Sync()) }
func (f *faultyTemp) Close() error { return f.fail("close", f.tempFile.Close()) }

// diskWith is a disk that calls f in place of the making of each temporary file,
// one after the other.
func diskWith(f func(n int, folder string, makeReal func(string) (tempFile, error)) (tempFile, error)) Disk {
	d := realDisk()
	n, makeReal := 0, d.calls.createTemp
	d.Writers = 1
	d.calls.createTemp = func(folder string) (tempFile, error) {
		n++
		return f(n, folder, makeReal)
	}
	return d
}

// TestFullDisk lets the disk be full at each file, in each call.
func TestFullDisk(t *testing.T) {
	for _, call := range []string{"create", "write", "sync", "close"} {
		for at := 1; at <= 3; at++ {
			t.Run(fmt.Sprintf("%s %d", call, at), func(t *testing.T) {
				dir, changes := threeFiles(t)
				d := diskWith(func(n int, folder string, real func(string) (tempFile, error)) (tempFile, error) {
					if n == at && call == "create" {
						return nil, &fs.PathError{Op: "open", Path: folder, Err: errFull}
					}
					f, err := real(folder)
					if n == at {
						f = &faultyTemp{f, 3, call}
					}
					return f, err
				})
				err := d.ReplaceAll(context.Background(), changes)
				if !errors.Is(err, errFull) || !strings.Contains(err.Error(), changes[at-1].Name+": cannot be written: ") || !strings.Contains(err.Error(), "no file was changed") {
					t.Errorf("error: %v", err)
				}
				if got := contents(t, dir); got != allOld {
					t.Errorf("got %s", got)
				}
			})
		}
	}
}

// TestFullDiskManyWriters lets the disk be full from some moment on while many
// files are written at a time: the first file that failed is named, whoever
// came first.
func TestFullDiskManyWriters(t *testing.T) {
	dir := t.TempDir()
	var changes []Change
	for i := range 100 {
		path := filepath.Join(dir, fmt.Sprintf("%03d", i))
		writeText(t, path, "old")
		changes = append(changes, Change{Path: path, Name: path, Old: []byte("old"), New: []byte("new")})
	}
	for room := int64(0); room < 100; room += 7 {
		var made atomic.Int64
		d := realDisk()
		original := d.calls.createTemp
		d.calls.createTemp = func(folder string) (tempFile, error) {
			f, err := original(folder)
			if made.Add(1) > room {
				f = &faultyTemp{f, 1, "write"}
			}
			return f, err
		}
		if err := d.ReplaceAll(context.Background(), changes); !errors.Is(err, errFull) {
			t.Errorf("room for %d: error: %v", room, err)
		}
		if got := contents(t, dir); strings.Contains(got, "new") || strings.Contains(got, "edgeproxy") {
			t.Errorf("room for %d: got %s", room, got)
		}
	}
}

// TestReportIsWhole lets the disk be full under a report: what was there stays.
func TestReportIsWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "r.sarif")
	writeText(t, path, "old")
	d := diskWith(func(_ int, folder string, real func(string) (tempFile, error)) (tempFile, error) {
		f, err := real(folder)
		return &faultyTemp{f, 1, "write"}, err
	})
	if err := d.WriteFile(path, []byte("new")); !errors.Is(err, errFull) {
		t.Errorf("error: %v", err)
	}
	if got := contents(t, dir); got != "r.sarif: old" {
		t.Errorf("got %s", got)
	}
}
