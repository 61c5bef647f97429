package outbox_test

import (
	"fmt"

	"deskside/shared/api"
	"deskside/shared/outbox"
)

// A vote is wanted while there is no network, and sent once there is one.
func Example() {
	var box outbox.Outbox
	if err := box.Add(outbox.Wish{Key: "k1", Lane: "post/7", Kind: "vote", Way: outbox.Set, Subject: "post/7", Want: "up"}, 0); err != nil {
		panic(err)
	}
	me := outbox.Sender{Holder: "tab 1", Most: 1}

	steps, _ := box.Due(me, 0)
	box.Settle(steps[0].Key, steps[0].Attempt, outbox.Answer{Kind: api.Unavailable, Offline: true}, 0, 0)
	fmt.Println(box.Entries[0].State)

	_, next := box.Due(me, 0)
	steps, _ = box.Due(me, next)
	box.Settle(steps[0].Key, steps[0].Attempt, outbox.Answer{State: "up", Known: true}, next, 0)
	fmt.Println(box.Entries[0].State)
	// Output:
	// waiting
	// sent
}
