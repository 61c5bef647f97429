package proof_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/feedback/proof"
)

func TestAProofHoldsForWhatItWasMadeForAlone(t *testing.T) {
	task := proof.Task{Stamp: "a-stamp", Bits: 10, Parts: 4}
	value := task.Find("visitor", "key-1")
	require.True(t, task.Holds(value, "visitor", "key-1"))
	require.Equal(t, "a-stamp", proof.StampOf(value))
	pieces := strings.Split(value, ".")
	for name, no := range map[string]bool{
		"another visitor":        task.Holds(value, "another", "key-1"),
		"another key":            task.Holds(value, "visitor", "key-2"),
		"another stamp":          (&proof.Task{Stamp: "b-stamp", Bits: 10, Parts: 4}).Holds(value, "visitor", "key-1"),
		"a harder task":          (&proof.Task{Stamp: "a-stamp", Bits: 24, Parts: 4}).Holds(value, "visitor", "key-1"),
		"fewer pieces":           task.Holds(strings.Join(pieces[:4], "."), "visitor", "key-1"),
		"more pieces":            task.Holds(value+".0", "visitor", "key-1"),
		"one piece twice":        task.Holds(strings.Join([]string{pieces[0], pieces[1], pieces[1], pieces[3], pieces[4]}, "."), "visitor", "key-1"),
		"no work":                task.Holds("a-stamp.0.0.0.0", "visitor", "key-1"),
		"nothing":                task.Holds("", "visitor", "key-1"),
		"a number with a sign":   task.Holds(strings.Replace(value, "."+pieces[1], ".+"+pieces[1], 1), "visitor", "key-1"),
		"a number with zeros":    task.Holds(strings.Replace(value, "."+pieces[1], ".00"+pieces[1], 1), "visitor", "key-1"),
		"a text without an end":  task.Holds(value+strings.Repeat("0", 1<<16), "visitor", "key-1"),
		"a number beyond 64 bit": task.Holds("a-stamp."+strings.Repeat("z", 14)+".0.0.0", "visitor", "key-1"),
	} {
		require.False(t, no, name)
	}
}

func TestATaskBeyondAllMeasureIsNotWorkedOn(t *testing.T) {
	for name, test := range map[string]struct {
		task  proof.Task
		worth bool
	}{
		"the usual":           {proof.Task{Stamp: "s", Bits: proof.UsualBits, Parts: proof.UsualParts}, true},
		"64 times the usual":  {proof.Task{Stamp: "s", Bits: proof.UsualBits + 6, Parts: proof.UsualParts}, true},
		"128 times the usual": {proof.Task{Stamp: "s", Bits: proof.UsualBits + 7, Parts: proof.UsualParts}, false},
		"a million pieces":    {proof.Task{Stamp: "s", Bits: 1, Parts: 1 << 20}, false},
		"no pieces":           {proof.Task{Stamp: "s", Bits: 1}, false},
		"less than no zeros":  {proof.Task{Stamp: "s", Bits: -1, Parts: 1}, false},
		"no stamp":            {proof.Task{Bits: 1, Parts: 1}, false},
		"a stamp of two":      {proof.Task{Stamp: "a.b", Bits: 1, Parts: 1}, false},
	} {
		require.Equal(t, test.worth, test.task.Worth(), name)
	}
}

func BenchmarkTheUsualTask(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		task := proof.Task{Stamp: "a-stamp", Bits: proof.UsualBits, Parts: proof.UsualParts}
		task.Find("visitor", fmt.Sprint(i))
	}
}
