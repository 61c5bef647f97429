package sandbox

// paginator is a page of a UseResponse list. Pages count from 1; the last page
// has no nextPage; an empty list has one page.
type paginator struct {
	TotalObjects   int  `json:"totalObjects"`
	ObjectsPerPage int  `json:"objectsPerPage"`
	TotalPages     int  `json:"totalPages"`
	CurrentPage    int  `json:"currentPage"`
	FirstPage      int  `json:"firstPage"`
	LastPage       int  `json:"lastPage"`
	NextPage       *int `json:"nextPage,omitempty"`
	Data           any  `json:"data"`
}

func paginate(total, page, perPage int, data any) paginator {
	pages := max(1, (total+perPage-1)/perPage)
	answer := paginator{
		TotalObjects: total, ObjectsPerPage: perPage, TotalPages: pages,
		CurrentPage: page, FirstPage: 1, LastPage: pages, Data: data,
	}
	if page < pages {
		next := page + 1
		answer.NextPage = &next
	}
	return answer
}

// page reads page and the page size from a request.
func (in *input) page(sizeName string, size, largest int) (page, perPage int) {
	number, ok := in.integer("page")
	if !ok {
		number = 1
	}
	if number < 1 || number > 1_000_000 {
		in.fail("page must be 1 or more")
		number = 1
	}
	perPage = size
	if sizeName != "" {
		if count, ok := in.integer(sizeName); ok {
			if count < 1 {
				in.fail("%s must be 1 or more", sizeName)
				count = 1
			}
			perPage = int(min(count, int64(largest)))
		}
	}
	return int(number), perPage
}
