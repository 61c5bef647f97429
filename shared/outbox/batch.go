package outbox

// Batch is how far what was entered together has come. Its counts together are Entries.
type Batch struct {
	Name    string `msg:"name"`
	Entries int    `msg:"entries"`
	// Sent are at the receiver, Failed need somebody, Stopped were taken back.
	Sent    int `msg:"sent"`
	Failed  int `msg:"failed"`
	Stopped int `msg:"stopped"`
	// Going are the others: waiting or being sent. Of these Held wait to be taken back, and
	// Again have failed and are sent again by themselves.
	Going int `msg:"going"`
	Held  int `msg:"held"`
	Again int `msg:"again"`
}

//go:generate go run deskside/build/codec -file batch.go -o batch_gen.go

// Batches are those of which something is in the outbox, in the order in which
// they were entered.
func (o *Outbox) Batches() (all []Batch) {
	at := map[string]int{}
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.Batch == "" {
			continue
		}
		n, known := at[e.Batch]
		if !known {
			n = len(all)
			at[e.Batch] = n
			all = append(all, Batch{Name: e.Batch})
		}
		all[n].count(e)
	}
	return all
}

func (b *Batch) count(e *Entry) {
	b.Entries++
	switch e.State {
	case Sent:
		b.Sent++
	case NeedsYou:
		b.Failed++
	case TakenBack:
		b.Stopped++
	default:
		b.Going++
		if e.State == Waiting && e.Held {
			b.Held++
		}
		if e.Tries > 0 {
			b.Again++
		}
	}
}

// Stop takes back what of a batch has not been sent and is not being sent.
// What failed stays for somebody to look at.
func (o *Outbox) Stop(batch string, now int64) {
	for i := range o.Entries {
		if e := &o.Entries[i]; batch != "" && e.Batch == batch && e.State == Waiting && e.Undoable() {
			e.settle(TakenBack, now)
		}
	}
}
