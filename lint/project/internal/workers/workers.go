// Package workers does many things of one kind, some of them at a time.
package workers

import (
	"sync"
	"sync/atomic"
)

// Each calls f with the numbers below n, in their order, some at a time, until all are
// done or stop says so. With one worker, f is called in the goroutine of the caller.
func Each(n, workers int, stop func() bool, f func(i int)) {
	if min(workers, n) == 1 {
		for i := 0; i < n && !stop(); i++ {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var running sync.WaitGroup
	for range min(workers, n) {
		running.Go(func() {
			for !stop() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				f(i)
			}
		})
	}
	running.Wait()
}
