package edge

import "github.com/tinylib/msgp/msgp"

// Value is a text or a whole number, and crosses to a host as just that.
type Value struct {
	IsText bool
	Text   string
	Number int64
}

// MarshalMsg implements msgp.Marshaler.
func (v *Value) MarshalMsg(b []byte) ([]byte, error) {
	if v.IsText {
		return msgp.AppendString(b, v.Text), nil
	}
	return msgp.AppendInt64(b, v.Number), nil
}

// UnmarshalMsg implements msgp.Unmarshaler.
func (v *Value) UnmarshalMsg(b []byte) (rest []byte, err error) {
	*v = Value{IsText: msgp.NextType(b) == msgp.StrType}
	if v.IsText {
		v.Text, rest, err = msgp.ReadStringBytes(b)
	} else {
		v.Number, rest, err = msgp.ReadInt64Bytes(b)
	}
	return rest, err
}

// Msgsize returns an upper bound of the bytes that it takes.
func (v *Value) Msgsize() int { return msgp.StringPrefixSize + len(v.Text) + msgp.Int64Size }
