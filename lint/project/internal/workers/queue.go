package workers

import "sync"

// Queue does things, some at a time, and hands each on in its order, one at a
// time.
type Queue struct {
	Do   func(i int) (weight int) // does a thing, and returns the weight of what it has made
	Take func(i int)              // is handed a thing that is done
	Most int                      // the highest sum of weights that may wait to be handed on: above it, only the next thing is begun

	mutex   sync.Mutex
	moved   *sync.Cond
	weights []int // of what was done, notDone for all other numbers
	next    int   // the number to hand on next
	waiting int   // the sum of the weights of what is done and waits for next
}

const notDone = -1

// Run does the things with the numbers below n. When stop says so, nothing more
// is begun.
func (q *Queue) Run(n, workers int, stop func() bool) {
	q.moved = sync.NewCond(&q.mutex)
	q.weights, q.next, q.waiting = make([]int, n), 0, 0
	for i := range q.weights {
		q.weights[i] = notDone
	}
	Each(n, workers, stop, func(i int) {
		q.await(i)
		q.done(i, q.Do(i))
	})
}

// await returns when number i may be begun.
func (q *Queue) await(i int) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for q.waiting > q.Most && i != q.next {
		q.moved.Wait()
	}
}

// done notes that number i is done, and hands on what has waited for it.
func (q *Queue) done(i, weight int) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.weights[i] = weight
	q.waiting += weight
	for ; q.next < len(q.weights) && q.weights[q.next] != notDone; q.next++ {
		q.waiting -= q.weights[q.next]
		q.Take(q.next)
	}
	q.moved.Broadcast()
}
