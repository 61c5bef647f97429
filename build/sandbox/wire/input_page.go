package wire

// Page reads page and the page size from a request.
func (in *Input) Page(sizeName string, size, largest int) (page, perPage int) {
	number, ok := in.Integer("page")
	if !ok {
		number = 1
	}
	if number < 1 || number > 1_000_000 {
		in.Fail("page must be 1 or more")
		number = 1
	}
	perPage = size
	if sizeName != "" {
		if count, ok := in.Integer(sizeName); ok {
			if count < 1 {
				in.Fail("%s must be 1 or more", sizeName)
				count = 1
			}
			perPage = int(min(count, int64(largest)))
		}
	}
	return int(number), perPage
}
