package project

import (
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/project/internal/workers"
)

// mostWaiting is how many findings of files that were checked may wait for those
// of a file before them.
const mostWaiting = 5000

// queue hands on what workers have done in the order of the files.
type queue struct {
	take func(i int)

	mutex   sync.Mutex
	moved   *sync.Cond
	weights []int // of what was done, notDone for all other numbers
	next    int   // the number to hand on next
	waiting int   // the weights of what is done and waits for it
}

const notDone = -1

// inOrder calls do with the numbers below n, some at a time, and take with each
// of them in their order, one at a time. do returns the weight of what it has made.
// While more than mostWaiting waits to be taken, only what is next is begun.
// When stop says so, nothing more is begun.
func inOrder(n, jobs int, stop func() bool, do func(i int) (weight int), take func(i int)) {
	q := &queue{take: take, weights: make([]int, n)}
	q.moved = sync.NewCond(&q.mutex)
	for i := range q.weights {
		q.weights[i] = notDone
	}
	workers.Each(n, jobs, stop, func(i int) {
		q.await(i)
		q.done(i, do(i))
	})
}

// await returns when number i may be begun.
func (q *queue) await(i int) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for q.waiting > mostWaiting && i != q.next {
		q.moved.Wait()
	}
}

// done notes that number i is done, and hands on what has waited for it.
func (q *queue) done(i, weight int) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.weights[i] = weight
	q.waiting += weight
	for ; q.next < len(q.weights) && q.weights[q.next] != notDone; q.next++ {
		q.waiting -= q.weights[q.next]
		q.take(q.next)
	}
	q.moved.Broadcast()
}
