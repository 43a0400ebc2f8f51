# Running text as WikiText has it: marks stand alone, @-@ @,@ @.@ within words, a space at both ends.
s/([].,;:!?()"“”’…[/])/ \1 /g
s/([A-Za-z0-9])-([A-Za-z0-9])/\1 @-@ \2/g
s/([0-9]) , ([0-9]{3})/\1 @,@ \2/g
s/([0-9]) \. ([0-9])/\1 @.@ \2/g
s/([A-Za-z])'s /\1 's /g
s/ +/ /g
s/^ ?(.*[^ ]) ?$/ \1 /
