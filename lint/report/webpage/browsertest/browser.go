//go:build browser

// Package browsertest opens pages in a real Chromium for tests that are built with
// the tag "browser", and takes down what the pages do there. .ci/browser installs
// Chromium and runs such tests.
//
//	page := browsertest.Open(t, "file:///tmp/report.html")
//	page.Wait(`document.querySelectorAll("tbody tr").length === 3`)
//	page.Quiet("file:") // nothing was printed, nothing went wrong, and no request left
package browsertest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "folder into which the browser tests write pictures, to be looked at")

// Page is a page in the browser.
type Page struct {
	t        testing.TB
	ctx      context.Context
	mu       sync.Mutex
	problems []string      // what the console said, and what went wrong
	requests []string      // the addresses that were asked for
	dialogs  chan struct{} // one for each that is open
}

// patience is how long the browser may take to start, and a page for anything: the machine
// may be busy. No test waits for it unless it fails.
var patience = flag.Duration("patience", 5*time.Minute, "how long a page may take for anything")

// Open starts a browser without network but for this machine, and opens a page.
func Open(t testing.TB, url string) *Page {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // as root there is none
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.WindowSize(1280, 900),
		chromedp.WSURLReadTimeout(*patience),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closePage := chromedp.NewContext(allocator)
	t.Cleanup(func() { closePage(); stop() })
	p := &Page{t: t, ctx: ctx, dialogs: make(chan struct{}, 100)}
	if err := chromedp.Listen(ctx, p.take); err != nil {
		t.Fatal(err)
	}
	go p.closeDialogs()
	p.Do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return chromedp.Void{}, err
	}, chromedp.Navigate(url))
	return p
}

// take takes down an event.
func (p *Page) take(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, a := range e.Args {
			p.problems = append(p.problems, fmt.Sprintf("console.%s: %s%s", e.Type, a.Value, a.Description))
		}
	case *runtime.EventExceptionThrown:
		p.problems = append(p.problems, fmt.Sprintf("exception: %+v", e.ExceptionDetails.Exception))
	case *log.EventEntryAdded:
		p.problems = append(p.problems, fmt.Sprintf("%s: %s", e.Entry.Level, e.Entry.Text))
	case *page.EventJavascriptDialogOpening:
		p.problems = append(p.problems, "dialog: "+e.Message)
		p.dialogs <- struct{}{}
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	}
}

// closeDialogs closes what the page opens: a dialog would block it.
func (p *Page) closeDialogs() {
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-p.dialogs:
			_, _ = chromedp.Call(p.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}
	}
}

// Do does things with the page.
func (p *Page) Do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	Run(p, chromedp.Steps(actions...))
}

// Run does a thing with the page and returns what it gives.
func Run[T any](p *Page, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, *patience)
	defer cancel()
	out, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatalf("%v\n%s", err, strings.Join(p.Problems(), "\n"))
	}
	return out
}

// Eval computes a value in the page, and waits for it if it is a promise.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	return Run(p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Script runs a script in the page.
func (p *Page) Script(text string) {
	p.t.Helper()
	p.Do(chromedp.Evaluate[chromedp.Void](text))
}

// Look shows the page as on a screen or on paper ("screen", "print"), in a colour
// scheme ("light", "dark"), in a window of a width in pixels.
func (p *Page) Look(medium, scheme string, width int64) {
	p.t.Helper()
	p.Do(chromedp.EmulateViewport(width, 900), func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: medium, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return chromedp.Void{}, err
	})
}

// Looks shows the page light, dark and on a phone: it must not be wider than its window,
// axe finds no barrier, and a picture of each is kept under a name.
func (p *Page) Looks(name string) {
	p.t.Helper()
	for _, look := range []struct {
		name, scheme string
		width        int64
	}{{"light", "light", 1280}, {"dark", "dark", 1280}, {"phone", "light", 360}} {
		p.Look("screen", look.scheme, look.width)
		if wide := Eval[int](p, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
			p.t.Errorf("%s: the page is %d pixels wider than the window", look.name, wide)
		}
		p.Accessible(look.name)
		p.Shot(name + "-" + look.name)
	}
}

// Wait waits until an expression is true. It asks again and again from here: the
// policies of the pages do not allow a script that would wait in them.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	for end := time.Now().Add(*patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if Eval[bool](p, "!!("+expression+")") {
			return
		}
	}
	p.t.Fatalf("waited in vain for %s\n%s", expression, strings.Join(p.Problems(), "\n"))
}

// Want waits until an expression has a value.
func (p *Page) Want(expression, value string) {
	p.t.Helper()
	got := ""
	for end := time.Now().Add(*patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if got = Eval[string](p, expression); got == value {
			return
		}
	}
	p.t.Fatalf("%s\nis %q\nexpected %q\n%s", expression, got, value, strings.Join(p.Problems(), "\n"))
}

// Problems is what the console of the page has said, and what went wrong.
func (p *Page) Problems() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.problems...)
}

// Requests lists what the page has asked for.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// Quiet fails the test if the page has said anything on its console, or has asked
// for an address that has none of the prefixes.
func (p *Page) Quiet(prefixes ...string) {
	p.t.Helper()
	for _, problem := range p.Problems() {
		p.t.Errorf("the page is not quiet: %s", problem)
	}
	for _, url := range p.Requests() {
		known := false
		for _, prefix := range append(prefixes, "data:") {
			known = known || strings.HasPrefix(url, prefix)
		}
		if !known {
			p.t.Errorf("the page asks for %s", url)
		}
	}
}

// Shot keeps a picture of the whole page.
func (p *Page) Shot(name string) {
	p.t.Helper()
	if *shots != "" {
		p.Keep(name+".png", Run(p, chromedp.FullScreenshot(100)))
	}
}

// Keep writes a file into the folder of -shots, if there is one.
func (p *Page) Keep(name string, data []byte) {
	p.t.Helper()
	if *shots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*shots, name), data, 0o666); err != nil {
		p.t.Fatal(err)
	}
}
