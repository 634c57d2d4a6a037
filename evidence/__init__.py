"""The evaluator's desk: where the data is and in what form, for everybody who would rather look than trust."""
