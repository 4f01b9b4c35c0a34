import classes from './Shell.module.css'

/** The mark of Leitstand. */
export function Mark() {
  return <img src="/favicon.svg" alt="" className={classes.mark} />
}
