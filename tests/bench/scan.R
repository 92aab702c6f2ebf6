# Time and result of SpatialEpi's compiled Poisson scan on one map: Rscript scan.R MAP.csv SHARE REPLICATES
# Columns of the map: x, y, cases, population, expected. Prints elapsed seconds, processor seconds and the likelihood ratio.
given <- commandArgs(trailingOnly = TRUE)
map <- read.csv(given[1])
set.seed(1)
used <- system.time(
  found <- SpatialEpi::kulldorff(
    as.matrix(map[, c("x", "y")]), map$cases, map$population, map$expected,
    pop.upper.bound = as.numeric(given[2]), n.simulations = as.integer(given[3]),
    alpha.level = 0.05, plot = FALSE
  )
)
cat(used[["elapsed"]], sum(used[1:2]), found$most.likely.cluster$log.likelihood.ratio, "\n")
