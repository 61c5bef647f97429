package api

// Map is a call that reads as another value.
func Map[A, B any](call Call[A], as func(A) B) Call[B] {
	return Call[B]{Op: call.Op, Request: call.Request, Class: call.Class, Problem: call.Problem, Decode: func(r *Response) (B, error) {
		value, err := call.Decode(r)
		if err != nil {
			var none B
			return none, err
		}
		return as(value), nil
	}}
}
