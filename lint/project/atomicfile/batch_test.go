package atomicfile

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
)

// prepared is a batch with the changes of mixed.
func prepared(t *testing.T, d Disk) (b *Batch, dir, before string) {
	t.Helper()
	dir, changes := mixed(t)
	before, b = tree(t, dir), d.NewBatch()
	for _, c := range changes {
		if err := b.Prepare(c); err != nil {
			t.Fatal(err)
		}
	}
	return b, dir, before
}

// TestBatch: nothing is changed before Commit, and then all is.
func TestBatch(t *testing.T) {
	b, dir, _ := prepared(t, realDisk())
	if readText(t, dir+"/a") != "old a" || readText(t, dir+"/z") != "old z" {
		t.Errorf("changed before Commit: %s", tree(t, dir))
	}
	if err := b.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	b.Discard()
	if got, want := tree(t, dir), "./; a: new a; x/; x/y/; x/y/b: new b; x/y/c: new c"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestBatchDiscarded: what was prepared goes, be the run interrupted or one file refused.
func TestBatchDiscarded(t *testing.T) {
	b, dir, before := prepared(t, realDisk())
	err := b.Prepare(Change{Path: dir + "/a", Name: "a", Old: []byte("another"), New: []byte("x")})
	if !errors.Is(err, errChanged) || !strings.HasSuffix(err.Error(), "; no file was changed") {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := b.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	b.Discard()
	if got := tree(t, dir); got != before {
		t.Errorf("got %s, want %s", got, before)
	}
}

// TestBatchOfMuch: a batch that holds much keeps old files by another name. They get back as
// they were, or go, and with a file system that knows no such names memory holds them.
func TestBatchOfMuch(t *testing.T) {
	for _, links := range []bool{true, false} {
		for _, fails := range []bool{true, false} {
			d := realDisk()
			rename, link, linked := d.calls.rename, d.calls.link, 0
			d.calls.rename = func(from, to string) error {
				if fails && strings.HasSuffix(to, "c") {
					return errFull
				}
				return rename(from, to)
			}
			d.calls.link = func(from, to string) error {
				if !links {
					return errors.ErrUnsupported
				}
				linked++
				return link(from, to)
			}
			dir, changes := mixed(t)
			before, b := tree(t, dir), d.NewBatch()
			b.mostHeld = int64(len(changes[0].Old)) // room for the first
			changes[0], changes[2] = changes[2], changes[0]
			then, err := os.Stat(changes[2].Path)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range changes {
				if err := b.Prepare(c); err != nil {
					t.Fatal(err)
				}
			}
			want := "./; a: new a; x/; x/y/; x/y/b: new b; x/y/c: new c"
			if fails {
				want = before
			}
			err = b.Commit(context.Background())
			b.Discard()
			if got := tree(t, dir); got != want || errors.Is(err, errFull) != fails || (linked == 1) != links {
				t.Errorf("links %v, fails %v: %v, %d links: got %s, want %s", links, fails, err, linked, got, want)
			}
			if now, err := os.Stat(changes[2].Path); fails && links && (err != nil || !os.SameFile(now, then)) {
				t.Errorf("the old file did not get back: %v", err)
			}
		}
	}
}

// TestBatchRestored: a file that cannot be put in its place leaves the others as they
// were, although their new contents are not in memory.
func TestBatchRestored(t *testing.T) {
	d := realDisk()
	rename := d.calls.rename
	d.calls.rename = func(from, to string) error {
		if strings.HasSuffix(to, "c") {
			return errors.New("no")
		}
		return rename(from, to)
	}
	b, dir, before := prepared(t, d)
	err := b.Commit(context.Background())
	b.Discard()
	if err == nil || !strings.Contains(err.Error(), "c: cannot be made: no") || !strings.Contains(err.Error(), "2 files had been changed") {
		t.Errorf("error %v", err)
	}
	if got := tree(t, dir); got != before {
		t.Errorf("got %s, want %s", got, before)
	}
	// What somebody has saved meanwhile is theirs.
	d.calls.rename = func(from, to string) error {
		if strings.HasSuffix(to, "c") {
			return errors.Join(errors.New("no"), os.WriteFile(dir+"/a", []byte("new A"), 0o644))
		}
		return rename(from, to)
	}
	b, dir, _ = prepared(t, d)
	err = b.Commit(context.Background())
	b.Discard()
	if err == nil || !strings.Contains(err.Error(), "someone else has saved the file since") || readText(t, dir+"/a") != "new A" {
		t.Errorf("error %v: %s", err, tree(t, dir))
	}
}
