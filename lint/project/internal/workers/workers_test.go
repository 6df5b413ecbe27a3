package workers_test

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project/internal/workers"
)

func never() bool { return false }

// TestEach: each number once, and no more workers than asked for.
func TestEach(t *testing.T) {
	for _, jobs := range []int{1, 3, 1000} {
		var mutex sync.Mutex
		var done []int
		running, most := 0, 0
		workers.Each(500, jobs, never, func(i int) {
			mutex.Lock()
			running++
			most = max(most, running)
			mutex.Unlock()
			mutex.Lock()
			defer mutex.Unlock()
			running--
			done = append(done, i)
		})
		slices.Sort(done)
		if len(done) != 500 || done[0] != 0 || done[499] != 499 || len(slices.Compact(done)) != 500 || most > jobs {
			t.Errorf("%d workers: %d numbers, %d at a time", jobs, len(done), most)
		}
	}
	workers.Each(0, 3, never, func(int) { t.Error("there is nothing to do") })
}

// TestStop: nothing is begun after stop has said so.
func TestStop(t *testing.T) {
	var begun atomic.Int64
	workers.Each(1000, 1, func() bool { return begun.Load() == 10 }, func(int) { begun.Add(1) })
	if begun.Load() != 10 {
		t.Errorf("%d were begun", begun.Load())
	}
}

// TestQueue: what is done is taken in order, and while the first thing is held up
// no more is begun than may wait.
func TestQueue(t *testing.T) {
	const n, jobs, weight, most = 300, 4, 10, 50
	var taken []int
	var ahead atomic.Int64 // things beyond the first that were begun before it was done
	held := make(chan struct{})
	q := workers.Queue{Most: most, Take: func(i int) { taken = append(taken, i) }}
	q.Do = func(i int) int {
		if i == 0 {
			<-held
			for range 10_000 {
				runtime.Gosched() // so that others begin what they may
			}
			if got := ahead.Load(); got > most/weight+jobs {
				t.Errorf("%d were begun before the first was done", got)
			}
			return weight
		}
		if ahead.Add(1) == most/weight+1 {
			close(held) // as much as may wait is done, and one more
		}
		return weight
	}
	q.Run(n, jobs, never)
	for i, got := range taken {
		if got != i {
			t.Fatalf("number %d was taken at %d", got, i)
		}
	}
	if len(taken) != n {
		t.Errorf("%d were taken", len(taken))
	}
}
