# The R side of the detection benchmark: reads series (one a column), and judges the last week of each as often as it is asked on
# standard input. Answers with the seconds that it took; at the end with the results, for the test of equality.
suppressMessages(library(surveillance))
counts <- as.matrix(read.csv(commandArgs(trailingOnly = TRUE)[1], header = FALSE))
weeks <- nrow(counts)
control <- list(
  range = weeks, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, reweight = TRUE,
  weightsThreshold = 2.58, trend = TRUE, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.01
)
series <- lapply(seq_len(ncol(counts)), function(column) {
  sts(observed = counts[, column], start = c(2018, 1), frequency = 52)
})
results <- NULL
input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1)) == 1 && line == "run") {
  started <- proc.time()
  results <- lapply(series, farringtonFlexible, control = control)
  took <- proc.time() - started
  cat(sprintf("%.6f %.6f\n", took[["elapsed"]], took[["user.self"]] + took[["sys.self"]]))
}
value <- function(name) vapply(results, function(result) as.numeric(result@control[[name]]), 0)
bound <- vapply(results, function(result) as.numeric(upperbound(result)), 0)
alarm <- vapply(results, function(result) as.numeric(alarms(result)), 0)
columns <- cbind(bound, alarm, value("phiVector"), value("mu0Vector"), value("expected"))
cat(apply(columns, 1, function(row) paste(sprintf("%.17g", row), collapse = " ")), sep = "\n")
