"""The claim form for whoever claims without a lawyer: help at each question, in plain words.

Short sentences and common words, for readers of eleven to thirteen; a test measures them. The
questions stay those of the form, so that both sides speak of the same.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims_portal.accounts.actor import Actor
from claims_portal.organisations.models import OrganisationKind

# ruff: noqa: E501 - tables of sentences
# fmt: off
PAGES: Mapping[str, str] = {
    "claim": gettext_noop("How much you ask for, and who signs the form."),
    "claimant-representative": gettext_noop("You have no lawyer, so this page is about you: where we can reach you."),
    "claimant": gettext_noop("This page is about the person who was hurt: you."),
    "defendant": gettext_noop("The defendant is the person or business you blame."),
    "compensator": gettext_noop("The compensator is the insurer of the person or business you blame. Your claim goes to it."),
    "motor-insurers-bureau": gettext_noop("Fill this in only if the driver had no insurance or drove off. Then the Motor Insurers' Bureau pays."),
    "injury": gettext_noop("How you were hurt or made ill, and who treated you."),
    "rehabilitation": gettext_noop("Rehabilitation is care that helps you get better, such as physiotherapy."),
    "vehicle-damage": gettext_noop("If your car or bike was damaged, and who mends it."),
    "replacement-vehicle": gettext_noop("If you use or need another car while yours is mended."),
    "accident": gettext_noop("When, where and how the accident happened."),
    "bus-or-coach": gettext_noop("If you were on a bus or coach, or one hit you."),
    "other-parties": gettext_noop("People who saw it, or who were in it too. Leave it empty if there are none."),
    "exposure": gettext_noop("What made you ill at work, and where."),
    "liability": gettext_noop("Why you think the defendant is to blame. You can also add what we did not ask."),
}
"""What a page of the form is about."""

QUESTIONS: Mapping[str, str] = {
    # The claim
    "claim/valueBand": gettext_noop("Your best guess of all you ask for: for your injury and for the money you lost."),
    "claim/officialInjuryClaimReference": gettext_noop("Only if you began at the Official Injury Claim service. It is on its letters to you."),
    "claim/signatory": gettext_noop("You have no lawyer, so choose “Claimant in person”."),
    "claim/signedCopyRetained": gettext_noop("Choose “Yes” if you will keep a copy that you signed."),
    "claim/notificationDate": gettext_noop("The day you send this form. Today is right if you send it today."),
    # You
    "claimantRepresentative/organisationName": gettext_noop("Your own name, as you have no firm of lawyers."),
    "claimantRepresentative/branchName": gettext_noop("Leave this empty."),
    "claimantRepresentative/telephone": gettext_noop("A number on which the insurer can call you in the day."),
    "claimantRepresentative/email": gettext_noop("We send news of your claim to this address."),
    "claimantRepresentative/reference": gettext_noop("Any name you like for your claim, such as your surname and the year."),
    "claimantRepresentative/policyNumber": gettext_noop("The number of your own motor insurance, if you have any."),
    "claimantRepresentative/providerAddress": gettext_noop("Where your own insurer is, if you know it."),
    "claimantRepresentative/referral/source": gettext_noop("How you came to claim. If nobody sent you, choose “Prefer not to say”."),
    "claimantRepresentative/referral/managementCompany": gettext_noop("The company that told you to claim."),
    "claimantRepresentative/referral/authorisationNumber": gettext_noop("It is on that company's letters and website."),
    "claimantRepresentative/referral/website": gettext_noop("The website that told you to claim."),
    "claimantRepresentative/referral/otherSource": gettext_noop("Say in a few words how you came to claim."),
    "claimant/person/firstName": gettext_noop("Your first name, as on your passport or your bills."),
    "claimant/person/surname": gettext_noop("Your family name, as on your passport or your bills."),
    "claimant/person/dateOfBirth": gettext_noop("When you were born, such as 9 3 1988."),
    "claimant/child": gettext_noop("Choose “Yes” if you are under 18. An adult must then claim for you."),
    "claimant/occupation": gettext_noop("Your job. If you have none, write what you do, such as “student” or “retired”."),
    "claimant/nationalInsuranceNumber": gettext_noop("It is on your payslip and on letters about tax or benefits. It looks like AB123456C."),
    "claimant/noNationalInsuranceNumberReason": gettext_noop("Only if you have no number: say why."),
    "claimant/askcueReference": gettext_noop("A search of your past claims that you can do at askcue.co.uk. It gives you this number."),
    "claimant/employmentPeriod": gettext_noop("From when to when you worked there. Month and year are enough."),
    "claimant/exposurePeriod": gettext_noop("From when to when you were near what made you ill. Month and year are enough."),
    # Whom you blame
    "defendant/kind": gettext_noop("Choose “Business” if you blame a firm, a shop or a council."),
    "defendant/driverName": gettext_noop("The name of who drove, if it was not the defendant."),
    "defendant/policyNumber": gettext_noop("It may be on the paper you swapped after the accident. If not, ask the insurer."),
    "defendant/comments": gettext_noop("Anything else that helps to find the person you blame."),
    "defendant/approximateAge": gettext_noop("Your best guess, in years."),
    "defendant/description": gettext_noop("What the driver looked like: hair, height, clothes."),
    "defendant/howDetailsWereObtained": gettext_noop("Who told you what you know about the driver."),
    # How you were hurt
    "injury/softTissue": gettext_noop("Muscles that are strained, bruised or sore. Most neck and back pain is this."),
    "injury/bone": gettext_noop("A broken or cracked bone."),
    "injury/whiplash": gettext_noop("Your neck, back or shoulder hurts since your head was thrown about."),
    "injury/other": gettext_noop("Anything else, such as a cut, a burn or fear of driving."),
    "injury/respiratory": gettext_noop("You find it hard to breathe."),
    "injury/deafness": gettext_noop("You cannot hear as well as before."),
    "injury/vibration": gettext_noop("Your hands went numb or white from tools that shake."),
    "injury/dermatitis": gettext_noop("Your skin is red, itchy or sore."),
    "injury/description": gettext_noop("Say what hurts, since when, and what you cannot do now."),
    "injury/timeOffWork": gettext_noop("Choose “Yes” if you missed work because you were hurt or ill."),
    "injury/daysOffWork": gettext_noop("How many days of work you missed so far."),
    "injury/stillOffWork": gettext_noop("Choose “Yes” if you have not gone back to work yet."),
    "injury/medicalAttention": gettext_noop("Choose “Yes” if you saw a doctor, nurse or chemist."),
    "injury/firstMedicalAttention": gettext_noop("The first day you saw one of them."),
    "injury/hospital": gettext_noop("Choose “Yes” if you went to a hospital, even for an hour."),
    "injury/overnight": gettext_noop("Choose “Yes” if you slept there for a night or more."),
    "injury/daysInHospital": gettext_noop("How many days you stayed."),
    "hospitals/*/type": gettext_noop("Most hospitals are NHS hospitals."),
    "hospitals/*/name": gettext_noop("The name on its sign or on your letter."),
    "rehabilitation/recommended": gettext_noop("Choose “Yes” if a doctor or nurse said you need care to get better."),
    "rehabilitation/treatment": gettext_noop("What care it was, and how often."),
    "rehabilitation/needs": gettext_noop("Choose “Yes” if you know what care you still need."),
    "rehabilitation/details": gettext_noop("Say what would help you."),
    # Your car
    "repairs/ownVehicleDamaged": gettext_noop("Choose “Yes” if the car or bike you own was damaged."),
    "repairs/ownMotorCover": gettext_noop("The kind of insurance you have. It is on the first page of your policy."),
    "repairs/otherCover": gettext_noop("What your policy calls it."),
    "repairs/throughClaimantsInsurer": gettext_noop("Choose “Yes” if your own insurer has it mended."),
    "repairs/throughAnotherCompany": gettext_noop("Choose “Yes” if a garage or some other firm mends it."),
    "repairs/totalLoss": gettext_noop("Choose “Yes” if it cannot be mended, or would cost more than it is worth."),
    "repairs/state": gettext_noop("How far the work has come. “Authorised” means that somebody agreed to pay."),
    "repairs/compensatorMayInspect": gettext_noop("Choose “Yes” if the other insurer may come and look at it."),
    "repairs/inspectionPlace": gettext_noop("Where it stands now."),
    "repairs/inspectionContact": gettext_noop("Whom to call before they come."),
    "replacementVehicle/entitled": gettext_noop("Most drivers are, while their own car cannot be used."),
    "replacementVehicle/needed": gettext_noop("Choose “Yes” if you cannot do without one."),
    "replacementVehicle/provided": gettext_noop("Choose “Yes” if you have one on loan or hire already."),
    "replacementVehicle/provider/name": gettext_noop("The firm that lends it to you."),
    "replacementVehicle/provider/startDate": gettext_noop("The first day you had it."),
    "replacementVehicle/provider/endDate": gettext_noop("The last day you had it. Write “ongoing” if you have it still."),
    "replacementVehicle/hireContinues": gettext_noop("Choose “Yes” if you still need it."),
    "replacementVehicle/askedOfCompensator": gettext_noop("Choose “Yes” if the other insurer should lend you one."),
    "replacementVehicle/kindOfVehicle": gettext_noop("Such as “small car” or “van”."),
    "replacementVehicle/contactName": gettext_noop("Whom they should call about it."),
    # What happened
    "accident/date": gettext_noop("The day it happened, such as 27 3 2026."),
    "accident/time": gettext_noop("Your best guess will do."),
    "accident/place": gettext_noop("The road, the town, and what is near it. For a building: its name."),
    "accident/description": gettext_noop("Say what happened in the order it happened. Keep to what you saw."),
    "accident/claimantRole": gettext_noop("What you were when it happened."),
    "accident/otherRole": gettext_noop("Say it in a few words."),
    "accident/occupants": gettext_noop("Count yourself too."),
    "accident/seatBelt": gettext_noop("Choose “Yes” if you had your seat belt on."),
    "accident/driverIsDefendant": gettext_noop("Choose “Yes” if you blame the driver of the car you were in."),
    "accident/reportedToPolice": gettext_noop("Choose “Yes” if anybody told the police."),
    "accident/police/station": gettext_noop("The one that has the case."),
    "accident/police/reportingOfficer": gettext_noop("The name or number of the officer."),
    "accident/police/reference": gettext_noop("The police give you this number."),
    "accident/claimantLocation": gettext_noop("The kind of place you were in."),
    "accident/otherLocation": gettext_noop("Say what place it was."),
    "accident/reported": gettext_noop("Choose “Yes” if you told your boss, or whoever runs the place."),
    "accident/reportedWhenAndToWhom": gettext_noop("The day, and the name of the person you told."),
    "accident/weather/otherDetails": gettext_noop("What the weather was like."),
    "accident/road/otherDetails": gettext_noop("What the road was like."),
    "exposure/place": gettext_noop("The place where you worked when it began."),
    "exposure/description": gettext_noop("What you worked with, for how long, and what kept you safe."),
    "exposure/reported": gettext_noop("Choose “Yes” if you told your boss about it."),
    "exposure/reportedWhenAndToWhom": gettext_noop("The day, and the name of the person you told."),
    "busOrCoach/involved": gettext_noop("If not, choose “No” and go on."),
    "busOrCoach/driverName": gettext_noop("Choose “Yes” if you know it. It may be on the ticket."),
    "busOrCoach/driverIdentification": gettext_noop("Drivers often wear it on a badge."),
    "busOrCoach/driverDescription": gettext_noop("What the driver looked like."),
    "busOrCoach/vehicleDescription": gettext_noop("Its colour, its number, the name on its side, and where it went."),
    "busOrCoach/passengers": gettext_noop("Your best guess of how many were on it."),
    "busOrCoach/evidenceOnBoard": gettext_noop("Choose “Yes” if you have a ticket, a photo or somebody who saw you."),
    "busOrCoach/comments": gettext_noop("Anything else about the bus or coach."),
    "otherParties/*/kind": gettext_noop("What this person has to do with it."),
    "otherParties/*/otherKind": gettext_noop("Say it in a few words."),
    "liability/defendant": gettext_noop("Say what the defendant did wrong. “He drove into the back of my car” is enough."),
    "liability/otherParty": gettext_noop("Choose “Yes” if this person is to blame too."),
    "additionalComments": gettext_noop("Anything else the insurer should know. You can leave it empty."),
}
"""By where a question stands in the form; `*` is any row."""

ANYWHERE: Mapping[str, str] = {
    "title": gettext_noop("What goes before the name."),
    "otherTitle": gettext_noop("Such as “Dr”."),
    "firstName": gettext_noop("The first name, if you know it."),
    "middleName": gettext_noop("Leave it empty if there is none."),
    "surname": gettext_noop("The family name, as far as you know it."),
    "contactFirstName": gettext_noop("The first name of the person to write to."),
    "contactMiddleName": gettext_noop("Leave it empty if there is none."),
    "contactSurname": gettext_noop("The family name of the person to write to."),
    "dateOfBirth": gettext_noop("Day, month and year. Leave it empty if you do not know it."),
    "sex": gettext_noop("If you do not want to say, choose “Not known”."),
    "organisationName": gettext_noop("The name of the firm, as on its sign or its letters."),
    "telephone": gettext_noop("With the code of the town, such as 0117 496 0101."),
    "email": gettext_noop("Such as name@example.com."),
    "reference": gettext_noop("The number or name they gave the case."),
    "policyNumber": gettext_noop("It is on the letters of the insurer."),
    "providerAddress": gettext_noop("Where the insurer is, if you know it."),
    "address": gettext_noop("Street, town and postcode."),
    "stationAddress": gettext_noop("Street and town."),
    "addressLine1": gettext_noop("The street."),
    "addressLine2": gettext_noop("The town."),
    "addressLine3": gettext_noop("Leave it empty if you need no more lines."),
    "addressLine4": gettext_noop("Leave it empty if you need no more lines."),
    "buildingName": gettext_noop("Only if the house has a name."),
    "buildingNumber": gettext_noop("The number of the house or flat."),
    "street": gettext_noop("The name of the street."),
    "streetSecondLine": gettext_noop("Only if one line is too short."),
    "district": gettext_noop("The part of the town, or the village."),
    "town": gettext_noop("The town or city it is in."),
    "county": gettext_noop("Such as Kent or Gwent."),
    "postcode": gettext_noop("Such as BS1 4ZZ."),
    "country": gettext_noop("Such as England or Wales."),
    "kind": gettext_noop("Choose “Personal” for a home."),
    "registration": gettext_noop("What is on the number plate."),
    "make": gettext_noop("Such as Ford or Toyota."),
    "model": gettext_noop("Such as Fiesta or Yaris."),
    "engineSize": gettext_noop("It is in the log book. You can leave it empty."),
    "colour": gettext_noop("Such as red or dark blue."),
}
"""By the last part of its name, where a question stands in several places of the form."""
# fmt: on


def is_alone(by: Actor) -> bool:
    """Whether somebody without a lawyer writes here."""
    return by.organisation_kind == OrganisationKind.UNREPRESENTED_CLAIMANT


def about_page(slug: str) -> str:
    return _(PAGES[slug]) if slug in PAGES else ""


def help_at(pointer: str) -> str:
    """The help of a question of a form, by its place in the outline; none is nothing."""
    place = pointer.strip("/").rstrip("123456") if "otherParty" in pointer else pointer.strip("/")
    found = QUESTIONS.get(place) or ANYWHERE.get(place.rpartition("/")[2])
    return _(found) if found else ""
