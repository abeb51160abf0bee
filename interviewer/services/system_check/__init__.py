"""Whether the installation is sound, part by part, and what to do where it is not."""

from interviewer.services.system_check.check import Report, SystemCheck
from interviewer.services.system_check.finding import Finding, Health

__all__ = ["Finding", "Health", "Report", "SystemCheck"]
