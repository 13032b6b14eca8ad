import type { VNode } from "preact";
import type { PeopleRoute } from "../../router-people.ts";
import { CompaniesPage } from "./companies-page.tsx";
import { CompanyPage } from "./company-page.tsx";
import { CustomerPage } from "./customer-page.tsx";
import { CustomerViewPage } from "./customer-view-page.tsx";
import { CustomersPage } from "./customers-page.tsx";
import { ImportPage } from "./import-page.tsx";

export function People({ here }: { here: PeopleRoute }): VNode {
  switch (here.page) {
    case "customers":
      if (!here.customer) return <CustomersPage people={here.people ?? {}} />;
      return here.isView ? <CustomerViewPage id={here.customer} /> : <CustomerPage id={here.customer} />;
    case "companies":
      return here.company ? <CompanyPage id={here.company} /> : <CompaniesPage people={here.people ?? {}} />;
    case "import":
      return <ImportPage run={here.run} />;
  }
}
