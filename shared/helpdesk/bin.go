package helpdesk

//go:generate go run deskside/build/codec -file bin.go -o bin_gen.go

// Bin is where a ticket lies that is not among those that are worked on, "" for
// one that is.
type Bin string

const (
	Archive Bin = "archive"
	Trash   Bin = "trash"
	// Gone is a ticket that was deleted for ever.
	Gone Bin = "gone"
)

// Binning is how a ticket comes into a bin: by which property, and what that is given.
type Binning struct {
	Bin      Bin      `msg:"bin"`
	Property Property `msg:"property"`
	Want     string   `msg:"want"`
}

// Binnings are the bins into which tickets of a type can be put, "" for taking
// them out again. A helpdesk whose trash is a status has it by that.
func (k *Known) Binnings(kind string) (out []Binning) {
	can := k.Desk.Can()
	if can.Changing(kind, PropertyBin) != "" {
		for _, bin := range can.Bins {
			out = append(out, Binning{Bin: bin, Property: PropertyBin, Want: string(bin)})
		}
		return out
	}
	if can.Changing(kind, PropertyStatus) == "" {
		return nil
	}
	settable := k.Settable()
	status := func(state State) int64 {
		for _, s := range settable {
			if s.State == state {
				return s.ID
			}
		}
		return 0
	}
	trash, open := status(Deleted), status(Open)
	if trash == 0 || open == 0 {
		return nil
	}
	return []Binning{{Bin: "", Property: PropertyStatus, Want: Number(open)}, {Bin: Trash, Property: PropertyStatus, Want: Number(trash)}}
}

// BinOf is the bin of a ticket that has a status, where a property says nothing of it.
func BinOf(bin Bin, status Status) Bin {
	if bin == "" && status.State == Deleted {
		return Trash
	}
	return bin
}
