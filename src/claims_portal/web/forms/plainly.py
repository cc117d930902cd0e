"""The claim form for whoever claims without a lawyer: help at each question, in plain words.

Short sentences and common words, for readers of eleven to thirteen; a test measures them. The
questions stay those of the form, so that both sides speak of the same.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as told

from claims_portal.accounts.actor import Actor
from claims_portal.organisations.models import OrganisationKind

# ruff: noqa: E501 - tables of sentences
# fmt: off
PAGES: Mapping[str, str] = {
    "claim": told("How much you ask for, and who signs the form."),
    "claimant-representative": told("You have no lawyer, so this page is about you: where we can reach you."),
    "claimant": told("This page is about the person who was hurt: you."),
    "defendant": told("The defendant is the person or business you blame."),
    "compensator": told("The compensator is the insurer of the person or business you blame. Your claim goes to it."),
    "motor-insurers-bureau": told("Fill this in only if the driver had no insurance or drove off. Then the Motor Insurers' Bureau pays."),
    "injury": told("How you were hurt or made ill, and who treated you."),
    "rehabilitation": told("Rehabilitation is care that helps you get better, such as physiotherapy."),
    "vehicle-damage": told("If your car or bike was damaged, and who mends it."),
    "replacement-vehicle": told("If you use or need another car while yours is mended."),
    "accident": told("When, where and how the accident happened."),
    "bus-or-coach": told("If you were on a bus or coach, or one hit you."),
    "other-parties": told("People who saw it, or who were in it too. Leave it empty if there are none."),
    "exposure": told("What made you ill at work, and where."),
    "liability": told("Why you think the defendant is to blame. You can also add what we did not ask."),
}
"""What a page of the form is about."""

QUESTIONS: Mapping[str, str] = {
    # The claim
    "claim/valueBand": told("Your best guess of all you ask for: for your injury and for the money you lost."),
    "claim/officialInjuryClaimReference": told("Only if you began at the Official Injury Claim service. It is on its letters to you."),
    "claim/signatory": told("You have no lawyer, so choose “Claimant in person”."),
    "claim/signedCopyRetained": told("Choose “Yes” if you will keep a copy that you signed."),
    "claim/notificationDate": told("The day you send this form. Today is right if you send it today."),
    # You
    "claimantRepresentative/organisationName": told("Your own name, as you have no firm of lawyers."),
    "claimantRepresentative/branchName": told("Leave this empty."),
    "claimantRepresentative/telephone": told("A number on which the insurer can call you in the day."),
    "claimantRepresentative/email": told("We send news of your claim to this address."),
    "claimantRepresentative/reference": told("Any name you like for your claim, such as your surname and the year."),
    "claimantRepresentative/policyNumber": told("The number of your own motor insurance, if you have any."),
    "claimantRepresentative/providerAddress": told("Where your own insurer is, if you know it."),
    "claimantRepresentative/referral/source": told("How you came to claim. If nobody sent you, choose “Prefer not to say”."),
    "claimantRepresentative/referral/managementCompany": told("The company that told you to claim."),
    "claimantRepresentative/referral/authorisationNumber": told("It is on that company's letters and website."),
    "claimantRepresentative/referral/website": told("The website that told you to claim."),
    "claimantRepresentative/referral/otherSource": told("Say in a few words how you came to claim."),
    "claimant/person/firstName": told("Your first name, as on your passport or your bills."),
    "claimant/person/surname": told("Your family name, as on your passport or your bills."),
    "claimant/person/dateOfBirth": told("When you were born, such as 9 3 1988."),
    "claimant/child": told("Choose “Yes” if you are under 18. An adult must then claim for you."),
    "claimant/occupation": told("Your job. If you have none, write what you do, such as “student” or “retired”."),
    "claimant/nationalInsuranceNumber": told("It is on your payslip and on letters about tax or benefits. It looks like QQ123456C."),
    "claimant/noNationalInsuranceNumberReason": told("Only if you have no number: say why."),
    "claimant/askcueReference": told("A search of your past claims that you can do at askcue.co.uk. It gives you this number."),
    "claimant/employmentPeriod": told("From when to when you worked there. Month and year are enough."),
    "claimant/exposurePeriod": told("From when to when you were near what made you ill. Month and year are enough."),
    # Whom you blame
    "defendant/kind": told("Choose “Business” if you blame a firm, a shop or a council."),
    "defendant/driverName": told("The name of who drove, if it was not the defendant."),
    "defendant/policyNumber": told("It may be on the paper you swapped after the accident. If not, ask the insurer."),
    "defendant/comments": told("Anything else that helps to find the person you blame."),
    "defendant/approximateAge": told("Your best guess, in years."),
    "defendant/description": told("What the driver looked like: hair, height, clothes."),
    "defendant/howDetailsWereObtained": told("Who told you what you know about the driver."),
    # How you were hurt
    "injury/softTissue": told("Muscles that are strained, bruised or sore. Most neck and back pain is this."),
    "injury/bone": told("A broken or cracked bone."),
    "injury/whiplash": told("Your neck, back or shoulder hurts since your head was thrown about."),
    "injury/other": told("Anything else, such as a cut, a burn or fear of driving."),
    "injury/respiratory": told("You find it hard to breathe."),
    "injury/deafness": told("You cannot hear as well as before."),
    "injury/vibration": told("Your hands went numb or white from tools that shake."),
    "injury/dermatitis": told("Your skin is red, itchy or sore."),
    "injury/description": told("Say what hurts, since when, and what you cannot do now."),
    "injury/timeOffWork": told("Choose “Yes” if you missed work because you were hurt or ill."),
    "injury/daysOffWork": told("How many days of work you missed so far."),
    "injury/stillOffWork": told("Choose “Yes” if you have not gone back to work yet."),
    "injury/medicalAttention": told("Choose “Yes” if you saw a doctor, nurse or chemist."),
    "injury/firstMedicalAttention": told("The first day you saw one of them."),
    "injury/hospital": told("Choose “Yes” if you went to a hospital, even for an hour."),
    "injury/overnight": told("Choose “Yes” if you slept there for a night or more."),
    "injury/daysInHospital": told("How many days you stayed."),
    "hospitals/*/type": told("Most hospitals are NHS hospitals."),
    "hospitals/*/name": told("The name on its sign or on your letter."),
    "rehabilitation/recommended": told("Choose “Yes” if a doctor or nurse said you need care to get better."),
    "rehabilitation/treatment": told("What care it was, and how often."),
    "rehabilitation/needs": told("Choose “Yes” if you know what care you still need."),
    "rehabilitation/details": told("Say what would help you."),
    # Your car
    "repairs/ownVehicleDamaged": told("Choose “Yes” if the car or bike you own was damaged."),
    "repairs/ownMotorCover": told("The kind of insurance you have. It is on the first page of your policy."),
    "repairs/otherCover": told("What your policy calls it."),
    "repairs/throughClaimantsInsurer": told("Choose “Yes” if your own insurer has it mended."),
    "repairs/throughAnotherCompany": told("Choose “Yes” if a garage or some other firm mends it."),
    "repairs/totalLoss": told("Choose “Yes” if it cannot be mended, or would cost more than it is worth."),
    "repairs/state": told("How far the work has come. “Authorised” means that somebody agreed to pay."),
    "repairs/compensatorMayInspect": told("Choose “Yes” if the other insurer may come and look at it."),
    "repairs/inspectionPlace": told("Where it stands now."),
    "repairs/inspectionContact": told("Whom to call before they come."),
    "replacementVehicle/entitled": told("Most drivers are, while their own car cannot be used."),
    "replacementVehicle/needed": told("Choose “Yes” if you cannot do without one."),
    "replacementVehicle/provided": told("Choose “Yes” if you have one on loan or hire already."),
    "replacementVehicle/provider/name": told("The firm that lends it to you."),
    "replacementVehicle/provider/startDate": told("The first day you had it."),
    "replacementVehicle/provider/endDate": told("The last day you had it. Write “ongoing” if you have it still."),
    "replacementVehicle/hireContinues": told("Choose “Yes” if you still need it."),
    "replacementVehicle/askedOfCompensator": told("Choose “Yes” if the other insurer should lend you one."),
    "replacementVehicle/kindOfVehicle": told("Such as “small car” or “van”."),
    "replacementVehicle/contactName": told("Whom they should call about it."),
    # What happened
    "accident/date": told("The day it happened, such as 27 3 2026."),
    "accident/time": told("Your best guess will do."),
    "accident/place": told("The road, the town, and what is near it. For a building: its name."),
    "accident/description": told("Say what happened in the order it happened. Keep to what you saw."),
    "accident/claimantRole": told("What you were when it happened."),
    "accident/otherRole": told("Say it in a few words."),
    "accident/occupants": told("Count yourself too."),
    "accident/seatBelt": told("Choose “Yes” if you had your seat belt on."),
    "accident/driverIsDefendant": told("Choose “Yes” if you blame the driver of the car you were in."),
    "accident/reportedToPolice": told("Choose “Yes” if anybody told the police."),
    "accident/police/station": told("The one that has the case."),
    "accident/police/reportingOfficer": told("The name or number of the officer."),
    "accident/police/reference": told("The police give you this number."),
    "accident/claimantLocation": told("The kind of place you were in."),
    "accident/otherLocation": told("Say what place it was."),
    "accident/reported": told("Choose “Yes” if you told your boss, or whoever runs the place."),
    "accident/reportedWhenAndToWhom": told("The day, and the name of the person you told."),
    "accident/weather/otherDetails": told("What the weather was like."),
    "accident/road/otherDetails": told("What the road was like."),
    "exposure/place": told("The place where you worked when it began."),
    "exposure/description": told("What you worked with, for how long, and what kept you safe."),
    "exposure/reported": told("Choose “Yes” if you told your boss about it."),
    "exposure/reportedWhenAndToWhom": told("The day, and the name of the person you told."),
    "busOrCoach/involved": told("If not, choose “No” and go on."),
    "busOrCoach/driverName": told("Choose “Yes” if you know it. It may be on the ticket."),
    "busOrCoach/driverIdentification": told("Drivers often wear it on a badge."),
    "busOrCoach/driverDescription": told("What the driver looked like."),
    "busOrCoach/vehicleDescription": told("Its colour, its number, the name on its side, and where it went."),
    "busOrCoach/passengers": told("Your best guess of how many were on it."),
    "busOrCoach/evidenceOnBoard": told("Choose “Yes” if you have a ticket, a photo or somebody who saw you."),
    "busOrCoach/comments": told("Anything else about the bus or coach."),
    "otherParties/*/kind": told("What this person has to do with it."),
    "otherParties/*/otherKind": told("Say it in a few words."),
    "liability/defendant": told("Say what the defendant did wrong. “He drove into the back of my car” is enough."),
    "liability/otherParty": told("Choose “Yes” if this person is to blame too."),
    "additionalComments": told("Anything else the insurer should know. You can leave it empty."),
}
"""By where a question stands in the form; `*` is any row."""

ANYWHERE: Mapping[str, str] = {
    "title": told("What goes before the name."),
    "otherTitle": told("Such as “Dr”."),
    "firstName": told("The first name, if you know it."),
    "middleName": told("Leave it empty if there is none."),
    "surname": told("The family name, if you know it."),
    "contactFirstName": told("The first name of the person to write to."),
    "contactMiddleName": told("Leave it empty if there is none."),
    "contactSurname": told("The family name of the person to write to."),
    "dateOfBirth": told("Day, month and year. Leave it empty if you do not know it."),
    "sex": told("If you do not want to say, choose “Not known”."),
    "organisationName": told("The name of the firm, as on its sign or its letters."),
    "telephone": told("With the code of the town, such as 0117 496 0101."),
    "email": told("Such as name@example.com."),
    "reference": told("The number or name they gave the case."),
    "policyNumber": told("It is on the letters of the insurer."),
    "providerAddress": told("Where the insurer is, if you know it."),
    "address": told("Street, town and postcode."),
    "stationAddress": told("Street and town."),
    "addressLine1": told("The street."),
    "addressLine2": told("The town."),
    "addressLine3": told("Leave it empty if you need no more lines."),
    "addressLine4": told("Leave it empty if you need no more lines."),
    "buildingName": told("Only if the house has a name."),
    "buildingNumber": told("The number of the house or flat."),
    "street": told("The name of the street."),
    "streetSecondLine": told("Only if one line is too short."),
    "district": told("The part of the town, or the village."),
    "town": told("The town or city it is in."),
    "county": told("Such as Kent or Gwent."),
    "postcode": told("Such as BS1 4ZZ."),
    "country": told("Such as England or Wales."),
    "kind": told("Choose “Personal” for a home."),
    "registration": told("What is on the number plate."),
    "make": told("Such as Ford or Toyota."),
    "model": told("Such as Fiesta or Yaris."),
    "engineSize": told("It is in the log book. You can leave it empty."),
    "colour": told("Such as red or dark blue."),
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
